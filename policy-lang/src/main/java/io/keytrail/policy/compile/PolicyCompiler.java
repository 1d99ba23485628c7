package io.keytrail.policy.compile;

import io.keytrail.policy.ast.PolicyDocument;
import io.keytrail.policy.ast.Statement;
import io.keytrail.policy.ast.Version;
import io.keytrail.policy.catalog.Catalogue;
import io.keytrail.policy.condition.Bound;
import io.keytrail.policy.condition.BoundCondition;
import java.util.ArrayList;
import java.util.List;

/// Policy documents to compiled policies. Any thread; linear in the document and the catalogue.
public final class PolicyCompiler {
  private PolicyCompiler() {}

  /// Compiles a checked document.
  ///
  /// @param document checked: without errors
  /// @param name what answers call the policy
  /// @param versionId what the evaluated request records of it
  public static CompiledPolicy compile(
      PolicyDocument document, String name, String versionId, Catalogue catalogue) {
    var actions = new ActionSets(catalogue);
    List<CompiledStatement> statements = new ArrayList<>(document.statements().size());
    for (Statement statement : document.statements()) {
      statements.add(statement(statement, document.version(), actions));
    }
    return new CompiledPolicy(
        name, versionId, document, statements, ActionIndex.of(statements, catalogue.size()));
  }

  private static CompiledStatement statement(
      Statement statement, Version version, ActionSets actions) {
    boolean variables = version == Version.V2012;
    return new CompiledStatement(
        statement,
        actions.of(statement.action()),
        statement.principal().map(PrincipalSet::of),
        statement.resource().map(clause -> ResourceSet.of(clause, variables)),
        ConditionCompiler.compile(bound(statement), version),
        new Wording(statement));
  }

  private static BoundCondition bound(Statement statement) {
    Bound bound = BoundCondition.of(statement.condition());
    return bound
        .condition()
        .orElseThrow(() -> new IllegalArgumentException("unchecked: " + bound.diagnostics()));
  }
}
