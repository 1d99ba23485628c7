package io.keytrail.server.iam;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Call;
import io.vertx.core.Future;
import java.util.List;

/// Lists the accounts of this deployment; who is no operator sees his own.
final class ListAccounts implements ApiOperation {
  private final Accounts accounts;

  ListAccounts(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public String method() {
    return "GET";
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
    return false;
  }

  @Override
  public Future<Answer> handle(Call call, Request request) {
    boolean all = call.caller().operator();
    return accounts
        .all()
        .map(
            found ->
                Answer.ok(
                    answer(
                        found.stream()
                            .filter(account -> all || account.id().equals(call.account()))
                            .toList())));
  }

  private static JsonObject answer(List<Account> shown) {
    List<JsonValue> entries =
        shown.stream()
            .<JsonValue>map(
                account ->
                    JsonObject.builder()
                        .put("accountId", account.id())
                        .put("created", account.created().toString())
                        .build())
            .toList();
    return JsonObject.builder().put("accounts", new JsonArray(entries)).build();
  }

  @Override
  public JsonObject openApi() {
    return JsonObject.builder()
        .put("summary", "List the accounts of this deployment")
        .put("operationId", "listAccounts")
        .put(
            "responses",
            JsonObject.builder()
                .put("200", JsonObject.builder().put("description", "The accounts").build())
                .build())
        .build();
  }
}
