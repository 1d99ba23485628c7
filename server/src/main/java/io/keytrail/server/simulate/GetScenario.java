package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Problem;
import io.vertx.core.Future;
import java.util.Optional;

/// `GET /api/v1/scenarios/{id}`: a scenario that somebody of the account shared.
final class GetScenario implements ApiOperation {
  private final ScenarioStore store;

  GetScenario(ScenarioStore store) {
    this.store = store;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return "/api/v1/scenarios/{id}";
  }

  @Override
  public String action() {
    return "keytrail:Simulate";
  }

  @Override
  public boolean recorded(Request request) {
    return false;
  }

  @Override
  public Future<Answer> handle(Call call, Request request) {
    String id = request.path().getOrDefault("id", "");
    if (!Scenarios.isId(id)) {
      throw unknown();
    }
    return store
        .open(call.account(), id, call.time())
        .map(found -> found.map(content -> Scenarios.read(id, content)))
        .map(found -> answer(id, found));
  }

  private static Answer answer(String id, Optional<JsonObject> found) {
    return Answer.ok(
        JsonObject.builder()
            .put("id", id)
            .put(SaveScenario.SCENARIO, found.orElseThrow(GetScenario::unknown))
            .build());
  }

  private static Problem unknown() {
    return Problem.of(404, "NOT_FOUND", "this account keeps no scenario of that id");
  }

  @Override
  public JsonObject openApi() {
    return SimulateApi.getScenario();
  }
}
