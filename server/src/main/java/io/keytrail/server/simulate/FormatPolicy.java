package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonBool;
import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.PolicyLanguage.Formatted;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Members;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.invoke.Workers;
import io.vertx.core.Future;
import java.util.List;

/// `POST /api/v1/policies/format`: a document in the one layout, that of `keytrail format`. Its
/// meaning is not looked at: what is JSON can be formatted.
final class FormatPolicy implements ApiOperation {
  private static final String DOCUMENT = "document";

  private final Workers workers;

  FormatPolicy(Workers workers) {
    this.workers = workers;
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String path() {
    return "/api/v1/policies/format";
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
    JsonValue body = request.body().orElseThrow(() -> Members.expected("", "a JSON body"));
    Members members = Members.of(body, "", List.of(DOCUMENT));
    JsonValue document =
        members
            .value(DOCUMENT)
            .orElseThrow(
                () -> Problem.badRequest(members.at(DOCUMENT), "the member `document` is missing"));
    String text = text(document, members.at(DOCUMENT));
    return workers.run(() -> Answer.ok(formatted(text, members.at(DOCUMENT))));
  }

  private static String text(JsonValue document, String pointer) {
    return switch (document) {
      case JsonString(String text) -> text;
      case JsonObject object -> JsonWriter.toText(object);
      case JsonArray _, JsonNumber _, JsonBool _, JsonNull _ ->
          throw Members.expected(pointer, "a policy document, as its text or as an object");
    };
  }

  private static JsonObject formatted(String text, String pointer) {
    Formatted formatted = PolicyLanguage.format(text);
    return JsonObject.builder()
        .put(
            DOCUMENT, formatted.text().orElseThrow(() -> Problem.text(pointer, formatted.errors())))
        .build();
  }

  @Override
  public JsonObject openApi() {
    return SimulateApi.format();
  }
}
