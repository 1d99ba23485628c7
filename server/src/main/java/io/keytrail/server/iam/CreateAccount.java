package io.keytrail.server.iam;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.server.crypto.SecretAccess;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Problem;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/// Makes an account of this deployment and its root user's access key, whose secret is shown this
/// once. Operators only.
final class CreateAccount implements ApiOperation {
  private static final String MEMBER = "accountId";

  private final Accounts accounts;

  CreateAccount(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String path() {
    return "/api/v1/accounts";
  }

  @Override
  public String action() {
    return "keytrail:Administer";
  }

  @Override
  public boolean recorded(Request request) {
    return true;
  }

  @Override
  public Future<Answer> handle(Call call, Request request) {
    return Future.succeededFuture(request.body())
        .map(
            body -> {
              if (!call.caller().operator()) {
                throw Problem.of(
                    403,
                    "OPERATOR_ONLY",
                    "accounts are made by the operator, with the admin token");
              }
              return accountId(body);
            })
        .compose(this::create);
  }

  private Future<Answer> create(String accountId) {
    return accounts
        .create(accountId)
        .map(
            made ->
                answer(
                    made.orElseThrow(
                        () ->
                            new Problem(
                                409,
                                "ACCOUNT_EXISTS",
                                "the account `" + accountId + "` exists already",
                                Optional.of("/" + MEMBER),
                                Optional.empty(),
                                List.of()))));
  }

  private static String accountId(Optional<JsonValue> body) {
    if (!(body.orElse(JsonObject.EMPTY) instanceof JsonObject object)) {
      throw Problem.badRequest("", "expected an object");
    }
    for (String name : object.members().keySet()) {
      if (!name.equals(MEMBER)) {
        throw Problem.badRequest("/" + name, "unknown member `" + name + "`");
      }
    }
    return object
        .string(MEMBER)
        .filter(Account::validId)
        .orElseThrow(() -> Problem.badRequest("/" + MEMBER, "expected an account id of 12 digits"));
  }

  private static Answer answer(Credentials made) {
    JsonObject.Builder shown =
        JsonObject.builder().put(MEMBER, made.accountId()).put("accessKeyId", made.accessKeyId());
    JsonObject recorded = shown.build();
    String secret = made.secret().readText(SecretAccess.REPLY);
    return new Answer(
        201, shown.put("secretAccessKey", secret).build(), Outcome.Details.response(recorded));
  }

  @Override
  public JsonObject openApi() {
    JsonObject id =
        JsonObject.builder().put("type", "string").put("pattern", "^[0-9]{12}$").build();
    JsonObject text = JsonObject.builder().put("type", "string").build();
    JsonObject input = schema(JsonObject.builder().put(MEMBER, id).build());
    JsonObject output =
        schema(
            JsonObject.builder()
                .put(MEMBER, id)
                .put("accessKeyId", text)
                .put("secretAccessKey", text)
                .build());
    return JsonObject.builder()
        .put("summary", "Make an account and its root user's access key")
        .put("operationId", "createAccount")
        .put(
            "requestBody",
            JsonObject.builder().put("required", true).put("content", content(input)).build())
        .put(
            "responses",
            JsonObject.builder()
                .put(
                    "201",
                    JsonObject.builder()
                        .put("description", "Made; the secret is not shown again")
                        .put("content", content(output))
                        .build())
                .build())
        .build();
  }

  private static JsonObject schema(JsonObject properties) {
    return JsonObject.builder()
        .put("type", "object")
        .put("properties", properties)
        .put("required", JsonArray.ofStrings(properties.members().keySet()))
        .put("additionalProperties", false)
        .build();
  }

  private static JsonObject content(JsonObject schema) {
    return JsonObject.builder()
        .put("application/json", JsonObject.builder().put("schema", schema).build())
        .build();
  }
}
