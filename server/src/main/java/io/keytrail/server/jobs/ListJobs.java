package io.keytrail.server.jobs;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Problem;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// `GET /api/v1/jobs`: the caller's account's jobs, newest first; everybody's, for the operator.
final class ListJobs implements ApiOperation {
  private static final List<String> NAMES = List.of("type", "state", "limit", "after");
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 500;

  private final JobStore store;

  ListJobs(JobStore store) {
    this.store = store;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return "/api/v1/jobs";
  }

  @Override
  public String action() {
    return "keytrail:ListJobs";
  }

  @Override
  public boolean recorded(Request request) {
    return false;
  }

  @Override
  public JsonObject openApi() {
    return JobsDescription.list();
  }

  @Override
  public Future<Answer> handle(Call call, Request request) {
    for (String name : request.query().keySet()) {
      if (!NAMES.contains(name)) {
        throw Problem.badRequest("/" + name, "there is no parameter `" + name + "`");
      }
    }
    int limit = request.one("limit").map(ListJobs::limit).orElse(DEFAULT_LIMIT);
    // One more than wanted tells whether there is a next page.
    JobStore.Query query =
        new JobStore.Query(
            call.caller().operator() ? Optional.empty() : Optional.of(call.account()),
            request.one("type"),
            request.one("state").map(ListJobs::state),
            request.one("after").map(ListJobs::after),
            limit + 1);
    return store.jobs(query).map(found -> Answer.ok(page(found, limit)));
  }

  private static JsonObject page(List<Job> found, int limit) {
    List<Job> shown = found.subList(0, Math.min(found.size(), limit));
    List<JsonValue> entries = shown.stream().<JsonValue>map(JobJson::of).toList();
    JsonValue next =
        found.size() > limit ? new JsonString(shown.getLast().id().toString()) : JsonNull.NULL;
    return JsonObject.builder().put("jobs", new JsonArray(entries)).put("next", next).build();
  }

  private static int limit(String text) {
    boolean digits =
        !text.isEmpty() && text.length() <= 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    int limit = digits ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > MAX_LIMIT) {
      throw Problem.badRequest("/limit", "`limit` takes a whole number from 1 to " + MAX_LIMIT);
    }
    return limit;
  }

  private static JobState state(String text) {
    return JobState.of(text)
        .orElseThrow(
            () ->
                Problem.badRequest(
                    "/state",
                    "`state` is one of `queued`, `running`, `done`, `failed`, `cancelled`"));
  }

  private static UUID after(String text) {
    return VisibleJobs.uuid(text)
        .orElseThrow(
            () ->
                Problem.badRequest(
                    "/after", "`after` takes the `next` of an earlier answer, unchanged"));
  }
}
