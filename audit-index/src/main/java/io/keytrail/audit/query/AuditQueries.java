package io.keytrail.audit.query;

import io.keytrail.policy.condition.Condition;
import io.keytrail.policy.condition.ConditionParser;
import io.keytrail.policy.condition.Diagnostic;
import io.keytrail.policy.condition.Parsed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Reads audit queries. Stateless, any thread.
public final class AuditQueries {
  private AuditQueries() {}

  /// Either a query or at least one diagnostic.
  public record Result(Optional<AuditQuery> query, List<Diagnostic> diagnostics) {
    public Result {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /// Parses and binds a text; the empty text asks for everything.
  ///
  /// @param now what `now` means; for a further page, the cursor's
  public static Result parse(String text, Instant now) {
    Parsed parsed = ConditionParser.parse(text);
    return parsed
        .condition()
        .map(condition -> bind(condition, now))
        .orElseGet(() -> new Result(Optional.empty(), parsed.diagnostics()));
  }

  /// Binds a tree: the fields' types read its literals.
  public static Result bind(Condition condition, Instant now) {
    var findings = new Findings();
    BoundQuery root = new AuditQueryBinder(findings, now).bind(condition);
    return findings.isEmpty()
        ? new Result(Optional.of(new AuditQuery(root, now)), List.of())
        : new Result(Optional.empty(), findings.list());
  }
}
