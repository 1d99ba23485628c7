package io.keytrail.server.trail;

import io.keytrail.audit.index.SearchScope;
import io.keytrail.audit.query.AuditQueries;
import io.keytrail.audit.query.AuditQuery;
import io.keytrail.audit.query.BoundQuery;
import io.keytrail.audit.schema.AuditFields;
import io.keytrail.server.invoke.ApiOperation.Request;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.invoke.QueryParameters;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which events a call of the trail is about: the parameters `q`, `from` and `to`, within what the
/// caller may see.
final class TrailScope {
  /// What looking into the trail and taking from it are called in the trail.
  static final String SEARCH_EVENT = "SearchEvents";
  static final String EXPORT_EVENT = "ExportEvents";

  private static final Set<String> LOOKING = Set.of(SEARCH_EVENT, EXPORT_EVENT);

  private TrailScope() {}

  /// @param now what `now` in the query means
  /// @throws Problem that points to the offending parameter
  static SearchScope read(Request request, Call call, Instant now) {
    return visible(
        SearchScope.of(query(request.one("q").orElse(""), now))
            .between(
                request.one("from").map(text -> QueryParameters.time("from", text)),
                request.one("to").map(text -> QueryParameters.time("to", text))),
        call);
  }

  /// A caller sees the events of his account's trail, the operator those of all.
  static SearchScope visible(SearchScope scope, Call call) {
    return owners(call).map(scope::ownedBy).orElse(scope);
  }

  /// The accounts whose events the caller sees; absent: all.
  static Optional<Set<String>> owners(Call call) {
    return call.caller().operator() ? Optional.empty() : Optional.of(Set.of(call.account()));
  }

  /// Searches are on record too; who looks for key use does not want to find himself looking. They
  /// show when the query asks for what tells them apart.
  static AuditQuery query(String text, Instant now) {
    AuditQueries.Result result = AuditQueries.parse(text, now);
    AuditQuery query = result.query().orElseThrow(() -> Problem.text("/q", result.diagnostics()));
    if (namesItself(query.root())) {
      return query;
    }
    BoundQuery hidden =
        new BoundQuery.Not(new BoundQuery.OneOf(AuditFields.get("eventName"), LOOKING));
    return new AuditQuery(new BoundQuery.And(List.of(query.root(), hidden)), now);
  }

  private static boolean namesItself(BoundQuery query) {
    return switch (query) {
      case BoundQuery.And(var terms) -> terms.stream().anyMatch(TrailScope::namesItself);
      case BoundQuery.Or(var terms) -> terms.stream().anyMatch(TrailScope::namesItself);
      case BoundQuery.Not(var term) -> namesItself(term);
      case BoundQuery.OneOf(var field, var _) -> tellsApart(field.name());
      case BoundQuery.AnyCase(var field, var _) -> tellsApart(field.name());
      case BoundQuery.Like(var field, var _) -> tellsApart(field.name());
      case BoundQuery.Within(var field, var _, var _) -> tellsApart(field.name());
      case BoundQuery.Present(var field) -> tellsApart(field.name());
      case BoundQuery.Tokens _ -> false;
    };
  }

  private static boolean tellsApart(String field) {
    return switch (field) {
      case "eventName", "eventSource", "service", "eventID", "requestID", "seq" -> true;
      default -> false;
    };
  }
}
