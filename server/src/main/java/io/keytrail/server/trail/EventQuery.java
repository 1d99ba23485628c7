package io.keytrail.server.trail;

import io.keytrail.audit.index.Cursor;
import io.keytrail.audit.index.SearchRequest;
import io.keytrail.audit.index.SearchScope;
import io.keytrail.audit.query.AuditQueries;
import io.keytrail.audit.query.AuditQuery;
import io.keytrail.audit.query.BoundQuery;
import io.keytrail.audit.schema.AuditFields;
import io.keytrail.policy.condition.DidYouMean;
import io.keytrail.server.invoke.ApiOperation.Request;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.Problem;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The query parameters of `GET /api/v1/events`, read.
///
/// @param waitFor sequence number of an event that must be searchable first
record EventQuery(SearchRequest search, Optional<Long> waitFor) {
  private static final List<String> NAMES =
      List.of("q", "from", "to", "limit", "after", "exact", "waitFor");
  private static final int DEFAULT_LIMIT = 50;

  /// What searching the trail is called in the trail.
  static final String SEARCH_EVENT = "SearchEvents";

  /// @throws Problem that points to the offending parameter
  static EventQuery read(Request request, Caller caller, String account, Instant now) {
    for (String name : request.query().keySet()) {
      if (!NAMES.contains(name)) {
        String help = DidYouMean.help(name, NAMES);
        throw Problem.badRequest(
            "/" + name,
            "there is no parameter `" + name + "`" + (help.isEmpty() ? "" : "; " + help));
      }
    }
    Optional<Cursor> cursor = request.one("after").map(EventQuery::cursor);
    String text = request.one("q").orElse("");
    AuditQuery query = query(text, cursor.map(Cursor::now).orElse(now));
    SearchScope scope =
        SearchScope.of(query)
            .between(
                request.one("from").map(t -> time("from", t)),
                request.one("to").map(t -> time("to", t)));
    SearchScope own = caller.operator() ? scope : scope.ownedBy(Set.of(account));
    int limit = request.one("limit").map(EventQuery::limit).orElse(DEFAULT_LIMIT);
    boolean exact = request.one("exact").map(t -> flag("exact", t)).orElse(false);
    return new EventQuery(
        new SearchRequest(own, limit, cursor, exact), request.one("waitFor").map(EventQuery::seq));
  }

  /// Searches are on record too; who looks for key use does not want to find himself looking. They
  /// show when the query asks for what tells them apart.
  private static AuditQuery query(String text, Instant now) {
    AuditQueries.Result result = AuditQueries.parse(text, now);
    AuditQuery query = result.query().orElseThrow(() -> Problem.text("/q", result.diagnostics()));
    if (namesItself(query.root())) {
      return query;
    }
    BoundQuery hidden =
        new BoundQuery.Not(
            new BoundQuery.OneOf(AuditFields.get("eventName"), Set.of(SEARCH_EVENT)));
    return new AuditQuery(new BoundQuery.And(List.of(query.root(), hidden)), now);
  }

  private static boolean namesItself(BoundQuery query) {
    return switch (query) {
      case BoundQuery.And(var terms) -> terms.stream().anyMatch(EventQuery::namesItself);
      case BoundQuery.Or(var terms) -> terms.stream().anyMatch(EventQuery::namesItself);
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

  private static Cursor cursor(String text) {
    return Cursor.parse(text)
        .orElseThrow(
            () ->
                Problem.badRequest(
                    "/after", "`after` takes the `next` of an earlier answer, unchanged"));
  }

  private static Instant time(String name, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException _) {
      throw Problem.badRequest(
          "/" + name, "`" + name + "` takes a time such as `2026-11-23T14:00:00Z`");
    }
  }

  private static int limit(String text) {
    long limit = number("limit", text);
    if (limit > SearchRequest.MAX_LIMIT) {
      throw Problem.badRequest("/limit", "`limit` is at most " + SearchRequest.MAX_LIMIT);
    }
    return (int) limit;
  }

  private static long seq(String text) {
    return number("waitFor", text);
  }

  private static long number(String name, String text) {
    boolean digits =
        !text.isEmpty() && text.length() <= 16 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits) {
      throw Problem.badRequest("/" + name, "`" + name + "` takes a whole number");
    }
    return Long.parseLong(text);
  }

  private static boolean flag(String name, String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw Problem.badRequest("/" + name, "`" + name + "` is `true` or `false`");
    };
  }
}
