package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.invoke.ApiChange;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Members;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Problem;
import io.vertx.core.Future;
import java.util.List;

/// `POST /api/v1/scenarios`: keeps a simulation as it stands, so that it can be shared by its id.
final class SaveScenario implements ApiChange {
  static final String SCENARIO = "scenario";

  private final ScenarioStore store;

  SaveScenario(ScenarioStore store) {
    this.store = store;
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String path() {
    return "/api/v1/scenarios";
  }

  @Override
  public String action() {
    return "keytrail:Simulate";
  }

  @Override
  public String eventName() {
    return "SaveScenario";
  }

  @Override
  public boolean recorded(Request request) {
    return true;
  }

  @Override
  public int maxBodyBytes() {
    return Scenarios.MAX_BYTES;
  }

  @Override
  public Future<Outcome<Answer>> change(Call call, Request request) {
    JsonValue body = request.body().orElseThrow(() -> Members.expected("", "a JSON body"));
    Members members = Members.of(body, "", List.of(SCENARIO));
    if (!(members.value(SCENARIO).orElse(null) instanceof JsonObject scenario)) {
      throw Members.expected(members.at(SCENARIO), "an object");
    }
    Bytes content = Scenarios.content(scenario);
    String id = Scenarios.id(content);
    ScenarioStore.Kept kept = new ScenarioStore.Kept(call.account(), id, content, call.time());
    return Future.succeededFuture(
        new Outcome.Change<>(
            tx ->
                store
                    .keep(tx, kept, Scenarios.ROOM, call.time().minus(Scenarios.SPARED))
                    .map(room -> answer(id, room)),
            List.of()));
  }

  private static Outcome.Answer<Answer> answer(String id, boolean room) {
    if (!room) {
      throw Problem.of(
          409,
          "TOO_MANY_SCENARIOS",
          "the account keeps as many scenarios as it may, and all were opened in the last "
              + Scenarios.SPARED.toDays()
              + " days");
    }
    JsonObject made = JsonObject.builder().put("id", id).build();
    Outcome.Details details = Outcome.Details.response(made);
    return new Outcome.Answer<>(new Answer(200, made, details), details);
  }

  @Override
  public JsonObject openApi() {
    return SimulateApi.saveScenario();
  }
}
