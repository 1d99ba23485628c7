package io.keytrail.policy.explain;

import io.keytrail.policy.ast.PrincipalClause;
import io.keytrail.policy.ast.PrincipalName;
import io.keytrail.policy.ast.Statement;
import io.keytrail.policy.ast.Written;
import io.keytrail.policy.compile.ArnPattern;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.compile.CompiledStatement;
import io.keytrail.policy.compile.ResourceSet;
import io.keytrail.policy.eval.Inspection;
import io.keytrail.policy.eval.Inspection.StatementAnswer;
import io.keytrail.policy.eval.Level;
import io.keytrail.policy.eval.PolicyType;
import io.keytrail.policy.eval.Truth;
import io.keytrail.policy.explain.Explanation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Explains policies and their statements. A statement about another action is explained by that
/// alone.
final class StatementExplainer {
  private final Inspection inspection;
  private final ConditionExplainer conditions;

  StatementExplainer(Inspection inspection) {
    this.inspection = inspection;
    this.conditions = new ConditionExplainer(inspection);
  }

  Explanation policy(PolicyType type, CompiledPolicy policy) {
    List<Explanation> statements = new ArrayList<>();
    boolean allows = false;
    boolean denies = false;
    for (CompiledStatement statement : policy.statements()) {
      StatementAnswer answer = inspection.statement(statement, type);
      allows |= answer.applies() && statement.allows();
      denies |= answer.applies() && !statement.allows();
      statements.add(statement(type, policy, statement, answer));
    }
    String says = denies ? "denies" : allows ? "allows" : "says nothing";
    return Explanation.node(
        Kind.POLICY,
        Words.policy(type, policy.name()) + " " + says,
        Truth.of(allows && !denies),
        statements);
  }

  private Explanation statement(
      PolicyType type, CompiledPolicy policy, CompiledStatement statement, StatementAnswer answer) {
    List<Explanation> because = new ArrayList<>();
    because.add(action(statement.source(), answer));
    if (answer.action()) {
      statement
          .source()
          .principal()
          .ifPresent(clause -> because.add(principal(clause, answer.principal())));
      statement.resource().ifPresent(set -> because.add(resource(set, answer.resource())));
      because.addAll(conditions.terms(statement.condition()));
    }
    String effect = statement.source().effect().name().toLowerCase(Locale.ROOT);
    String label =
        "statement %d (%s) %s"
            .formatted(
                statement.source().number(),
                effect,
                answer.applies() ? applies(answer) : "does not apply");
    return Explanation.node(Kind.STATEMENT, label, Truth.of(answer.applies()), because)
        .about(inspection.ref(type, policy, statement));
  }

  private static String applies(StatementAnswer answer) {
    return answer.principal() == Level.ACCOUNT ? "applies to the account" : "applies";
  }

  private Explanation action(Statement statement, StatementAnswer answer) {
    String patterns = listed(statement.action().patterns());
    return Explanation.leaf(
        Kind.ACTION,
        statement.action().negated() ? "any action but these" : "action",
        Truth.of(answer.action()),
        patterns,
        inspection.request().request().action());
  }

  private Explanation principal(PrincipalClause clause, Level level) {
    String names =
        clause.names().stream().map(PrincipalName::text).collect(Collectors.joining(", "));
    String label =
        switch (level) {
          case NONE -> clause.negated() ? "the caller is spared" : "the caller is not named";
          case ACCOUNT -> "the caller's account is named, which delegates to its policies";
          case ROLE -> "the caller's role is named";
          case DIRECT -> clause.negated() ? "everyone but these" : "the caller is named";
        };
    return Explanation.leaf(
        Kind.PRINCIPAL,
        label,
        Truth.of(level != Level.NONE),
        names,
        inspection.request().principal().arn());
  }

  private Explanation resource(ResourceSet set, Truth holds) {
    String patterns =
        set.patterns().stream()
            .map(ArnPattern::text)
            .map(inspection::shown)
            .collect(Collectors.joining(", "));
    return Explanation.leaf(
        Kind.RESOURCE,
        set.negated() ? "any resource but these" : "resource",
        holds,
        patterns,
        inspection.request().resource());
  }

  private static String listed(List<Written> patterns) {
    return patterns.stream().map(Written::text).collect(Collectors.joining(", "));
  }
}
