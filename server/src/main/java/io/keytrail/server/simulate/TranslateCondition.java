package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.policy.condition.ConditionBlock;
import io.keytrail.policy.condition.ConditionTranslator;
import io.keytrail.policy.condition.Translated;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Members;
import io.keytrail.server.invoke.Problem;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/// `POST /api/v1/conditions/translate`: the JSON block of a text, or the text of a JSON block.
final class TranslateCondition implements ApiOperation {
  private static final List<String> MEMBERS = List.of("text", "json");

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String path() {
    return "/api/v1/conditions/translate";
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
    try {
      return Future.succeededFuture(Answer.ok(translate(request)));
    } catch (Problem problem) {
      return Future.failedFuture(problem);
    }
  }

  private static JsonObject translate(Request request) {
    JsonValue body = request.body().orElseThrow(() -> Members.expected("", "a JSON body"));
    Members members = Members.of(body, "", MEMBERS);
    Optional<String> text = members.string("text");
    Optional<JsonValue> json = members.value("json");
    if (text.isPresent() == json.isPresent()) {
      throw Members.expected("", "either `text` or `json`");
    }
    return text.map(TranslateCondition::toJson).orElseGet(() -> toText(json.orElseThrow()));
  }

  private static JsonObject toJson(String text) {
    Translated<ConditionBlock> block = ConditionTranslator.toBlock(text);
    return JsonObject.builder()
        .put(
            "json",
            Conditions.json(
                block
                    .result()
                    .orElseThrow(
                        () -> Problem.text("/text", Conditions.errors(block.diagnostics())))))
        .build();
  }

  private static JsonObject toText(JsonValue json) {
    Translated<String> text = ConditionTranslator.toText(Conditions.block(json, "/json"));
    return JsonObject.builder()
        .put(
            "text",
            text.result()
                .orElseThrow(
                    () ->
                        Conditions.refused(
                            "/json",
                            Conditions.errors(text.diagnostics()),
                            json instanceof JsonString)))
        .build();
  }

  @Override
  public JsonObject openApi() {
    return SimulateApi.translate();
  }
}
