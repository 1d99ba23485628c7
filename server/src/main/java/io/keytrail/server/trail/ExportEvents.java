package io.keytrail.server.trail;

import io.keytrail.audit.index.SearchRequest;
import io.keytrail.audit.index.SearchResult;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.invoke.QueryParameters;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// `GET /api/v1/events/export`: all that a search finds, newest first, as a file that is written
/// while it is read. Its head says how many events come, and whether the index had all of the
/// trail.
final class ExportEvents implements ApiOperation {
  private static final List<String> NAMES = List.of("q", "from", "to", "format", "waitFor");
  private static final int EVENTS_A_PAGE = 500;

  /// Nobody waits for a page of an export to appear on a screen.
  private static final Duration BUDGET = Duration.ofSeconds(15);

  private final Trail trail;

  ExportEvents(Trail trail) {
    this.trail = trail;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return "/api/v1/events/export";
  }

  @Override
  public String action() {
    return "keytrail:" + TrailScope.EXPORT_EVENT;
  }

  @Override
  public boolean recorded(Request request) {
    return true;
  }

  @Override
  public JsonObject openApi() {
    return EventsDescription.export();
  }

  @Override
  public Future<Answer> handle(Call call, Request request) {
    QueryParameters.requireKnown(request, NAMES);
    ExportFormat format = format(request.one("format").orElse("ndjson"));
    SearchRequest search =
        new SearchRequest(
            TrailScope.read(request, call, call.time()).within(BUDGET),
            EVENTS_A_PAGE,
            Optional.empty(),
            true);
    return trail
        .awaited(EventQuery.waitFor(request))
        .compose(
            waited ->
                trail.index().search(search).map(first -> answer(format, search, first, waited)));
  }

  private Answer answer(
      ExportFormat format, SearchRequest search, SearchResult first, boolean waited) {
    boolean complete = first.coverage().complete() && waited && trail.hasCaughtUp();
    return Answer.streamed(new ExportedEvents(trail, format, search, first, complete));
  }

  private static ExportFormat format(String text) {
    return ExportFormat.of(text)
        .orElseThrow(
            () ->
                Problem.badRequest(
                    "/format",
                    "`format` is one of "
                        + Arrays.stream(ExportFormat.values())
                            .map(ExportFormat::text)
                            .collect(Collectors.joining("`, `", "`", "`"))));
  }
}
