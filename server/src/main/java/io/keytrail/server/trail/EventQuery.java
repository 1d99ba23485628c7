package io.keytrail.server.trail;

import io.keytrail.audit.index.Cursor;
import io.keytrail.audit.index.SearchRequest;
import io.keytrail.server.invoke.ApiOperation.Request;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.invoke.QueryParameters;
import java.util.List;
import java.util.Optional;

/// The query parameters of `GET /api/v1/events`, read.
///
/// @param waitFor sequence number of an event that must be searchable first
record EventQuery(SearchRequest search, Optional<Long> waitFor) {
  private static final List<String> NAMES =
      List.of("q", "from", "to", "limit", "after", "exact", "waitFor");
  private static final int DEFAULT_LIMIT = 50;

  /// @throws Problem that points to the offending parameter
  static EventQuery read(Request request, Call call) {
    QueryParameters.requireKnown(request, NAMES);
    Optional<Cursor> cursor = request.one("after").map(EventQuery::cursor);
    var scope = TrailScope.read(request, call, cursor.map(Cursor::now).orElse(call.time()));
    int limit = QueryParameters.number(request, "limit", 0, SearchRequest.MAX_LIMIT, DEFAULT_LIMIT);
    boolean exact = request.one("exact").map(t -> QueryParameters.flag("exact", t)).orElse(false);
    return new EventQuery(new SearchRequest(scope, limit, cursor, exact), waitFor(request));
  }

  static Optional<Long> waitFor(Request request) {
    return request.one("waitFor").map(text -> QueryParameters.number("waitFor", text));
  }

  private static Cursor cursor(String text) {
    return Cursor.parse(text)
        .orElseThrow(
            () ->
                Problem.badRequest(
                    "/after", "`after` takes the `next` of an earlier answer, unchanged"));
  }
}
