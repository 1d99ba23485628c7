package io.keytrail.policy.compile;

import io.keytrail.policy.ast.PolicyDocument;
import java.util.ArrayList;
import java.util.List;

/// A policy document ready to be evaluated. Immutable; shared between threads.
public final class CompiledPolicy {
  private final String name;
  private final String versionId;
  private final PolicyDocument document;
  private final List<CompiledStatement> statements;
  private final ActionIndex index;

  CompiledPolicy(
      String name,
      String versionId,
      PolicyDocument document,
      List<CompiledStatement> statements,
      ActionIndex index) {
    this.name = name;
    this.versionId = versionId;
    this.document = document;
    this.statements = List.copyOf(statements);
    this.index = index;
  }

  /// What answers call it, e.g. the policy's name.
  public String name() {
    return name;
  }

  /// What the evaluated request records of it.
  public String versionId() {
    return versionId;
  }

  public PolicyDocument document() {
    return document;
  }

  /// In document order.
  public List<CompiledStatement> statements() {
    return statements;
  }

  /// The same policy with another statement in one's place; for trials.
  public CompiledPolicy with(CompiledStatement one, CompiledStatement other) {
    List<CompiledStatement> changed = new ArrayList<>(statements);
    changed.replaceAll(statement -> statement == one ? other : statement);
    return new CompiledPolicy(name, versionId, document, changed, ActionIndex.unsorted(changed));
  }

  /// The statements that may cover an action, in document order; others certainly do not. Allocates
  /// nothing.
  ///
  /// @param actionNumber in the catalogue, or -1
  public List<CompiledStatement> candidates(int actionNumber) {
    return actionNumber < 0 ? statements : index.candidates(actionNumber);
  }
}
