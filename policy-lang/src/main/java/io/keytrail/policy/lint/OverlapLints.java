package io.keytrail.policy.lint;

import io.keytrail.policy.ast.Effect;
import io.keytrail.policy.ast.PolicyDocument;
import io.keytrail.policy.ast.Statement;
import io.keytrail.policy.ast.Written;
import io.keytrail.policy.condition.Severity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Statements that another statement makes idle: conditions that decide nothing, statements that
/// add nothing, allows that are always denied.
final class OverlapLints {
  private final List<Statement> statements;
  private final Report report;

  private OverlapLints(PolicyDocument document, Report report) {
    this.statements = document.statements();
    this.report = report;
  }

  static void check(PolicyDocument document, Report report) {
    var lints = new OverlapLints(document, report);
    for (Statement statement : lints.statements) {
      if (!lints.denied(statement) && !lints.repeated(statement)) {
        lints.voidCondition(statement);
      }
    }
  }

  /// An allow that a deny takes back whole.
  private boolean denied(Statement statement) {
    if (statement.effect() == Effect.DENY) {
      return false;
    }
    Optional<Statement> deny =
        statements.stream()
            .filter(other -> other.effect() == Effect.DENY)
            .filter(other -> Cover.reach(other, statement) && Cover.conditions(other, statement))
            .findFirst();
    deny.ifPresent(
        other ->
            report.add(
                "SHADOWED_ALLOW",
                Severity.WARNING,
                statement.span(),
                "%s allows nothing: %s denies all of it".formatted(name(statement), name(other)),
                "remove one of the two"));
    return deny.isPresent();
  }

  /// A statement of the same effect that is at least as wide. Of two equal ones the later is idle.
  private boolean repeated(Statement statement) {
    Optional<Statement> wider =
        statements.stream()
            .filter(other -> other != statement && other.effect() == statement.effect())
            .filter(other -> Cover.reach(other, statement) && Cover.conditions(other, statement))
            .filter(other -> !narrowerByCondition(statement, other))
            .filter(other -> other.number() < statement.number() || !same(statement, other))
            .findFirst();
    wider.ifPresent(
        other ->
            report.add(
                statement.effect() == Effect.ALLOW ? "DEAD_STATEMENT" : "SHADOWED_DENY",
                Severity.WARNING,
                statement.span(),
                "%s adds nothing: %s %s all of it already"
                    .formatted(
                        name(statement),
                        name(other),
                        statement.effect() == Effect.ALLOW ? "allows" : "denies"),
                "remove it"));
    return wider.isPresent();
  }

  /// Then it is the condition that is idle, which says more.
  private static boolean narrowerByCondition(Statement statement, Statement other) {
    return statement.effect() == Effect.ALLOW && !Cover.conditions(statement, other);
  }

  private static boolean same(Statement a, Statement b) {
    return Cover.reach(a, b) && Cover.conditions(a, b);
  }

  /// An allow with a condition beside allows of the same without it (the seed's own policy has
  // one).
  private void voidCondition(Statement statement) {
    if (statement.effect() == Effect.DENY || statement.condition().entries().isEmpty()) {
      return;
    }
    Set<String> actions = new LinkedHashSet<>();
    Set<String> wider = new LinkedHashSet<>();
    for (Written action : statement.action().patterns()) {
      for (Statement other : statements) {
        if (allowsWithLess(other, statement, action)) {
          actions.add(action.text());
          wider.add(name(other));
        }
      }
    }
    if (!actions.isEmpty()) {
      boolean all = actions.size() == statement.action().patterns().size();
      report.add(
          "VOID_CONDITION",
          Severity.WARNING,
          statement.condition().span(),
          "the condition of %s decides nothing%s: %s allows the same without it"
              .formatted(
                  name(statement),
                  all ? "" : " for `" + String.join("`, `", actions) + "`",
                  String.join(" and ", wider)),
          "take the actions out of the wider statement, or say it as a `Deny`");
    }
  }

  private static boolean allowsWithLess(Statement other, Statement statement, Written action) {
    return other != statement
        && other.effect() == Effect.ALLOW
        && Cover.reachOf(other, statement, action)
        && Cover.conditions(other, statement)
        && !Cover.conditions(statement, other);
  }

  private static String name(Statement statement) {
    return statement
        .sid()
        .filter(sid -> !sid.isEmpty())
        .map(sid -> "statement %d (`%s`)".formatted(statement.number(), sid))
        .orElse("statement " + statement.number());
  }
}
