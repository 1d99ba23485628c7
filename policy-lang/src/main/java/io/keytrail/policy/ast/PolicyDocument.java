package io.keytrail.policy.ast;

import java.util.List;
import java.util.Optional;

/// A policy document without errors.
///
/// @param version [Version#V2008] where the document has none
/// @param positioned whether spans refer to a text the asker knows; if not, answers leave them out
public record PolicyDocument(
    DocumentKind kind,
    Version version,
    Optional<String> id,
    List<Statement> statements,
    boolean positioned) {
  public PolicyDocument {
    statements = List.copyOf(statements);
  }

  /// Every principal of every statement, in document order, repetitions included.
  public List<PrincipalName> principals() {
    return statements.stream()
        .flatMap(statement -> statement.principal().stream())
        .flatMap(clause -> clause.names().stream())
        .toList();
  }
}
