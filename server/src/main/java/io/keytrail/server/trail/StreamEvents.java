package io.keytrail.server.trail;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.query.QueryMatcher;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.invoke.QueryParameters;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// `GET /api/v1/events/stream`: events as they become searchable, as server-sent events. A browser
/// that was cut off goes on where it was (`Last-Event-ID`), without losing or repeating one.
final class StreamEvents implements ApiOperation {
  private static final List<String> NAMES = List.of("q", "after");

  /// Each reads the log by itself.
  private static final int AT_ONCE = 32;

  private final Trail trail;
  private final AtomicInteger open = new AtomicInteger();

  StreamEvents(Trail trail) {
    this.trail = trail;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return "/api/v1/events/stream";
  }

  @Override
  public String action() {
    return SearchEvents.ACTION;
  }

  @Override
  public boolean recorded(Request request) {
    return true;
  }

  @Override
  public JsonObject openApi() {
    return EventsDescription.stream();
  }

  @Override
  public Future<Answer> handle(Call call, Request request) {
    QueryParameters.requireKnown(request, NAMES);
    QueryMatcher matcher =
        QueryMatcher.of(
            TrailScope.query(request.one("q").orElse(""), call.time()), TrailScope.owners(call));
    Optional<Long> after =
        request
            .one("after")
            .or(request::lastEventId)
            .map(text -> QueryParameters.number("after", text));
    return begin(after).map(place -> answer(matcher, place));
  }

  private Answer answer(QueryMatcher matcher, LiveEvents.Place place) {
    if (open.incrementAndGet() > AT_ONCE) {
      open.decrementAndGet();
      throw Problem.of(
          429,
          "TOO_MANY_STREAMS",
          "this server follows " + AT_ONCE + " searches at once; end another, or try again later");
    }
    return Answer.streamed(new LiveEvents(trail, matcher, place, open::decrementAndGet));
  }

  /// Behind the event that was seen last; without one, where the index is now.
  private Future<LiveEvents.Place> begin(Optional<Long> after) {
    if (after.isEmpty()) {
      LogPosition now = trail.follower().state().searchable();
      return Future.succeededFuture(new LiveEvents.Place(now, Long.MAX_VALUE));
    }
    return trail
        .log()
        .positionOf(after.get())
        .map(
            found ->
                found
                    .map(row -> LiveEvents.Place.within(row, after.get()))
                    .orElseThrow(
                        () ->
                            Problem.badRequest(
                                "/after", "there is no event with the seq " + after.get())));
  }
}
