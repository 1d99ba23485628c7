package io.keytrail.server.directory;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.ServiceCalls;
import io.vertx.core.Future;

/// `GET /api/v1/directories`: the directories of account and Region.
final class ListDirectories extends DirectoryApi {
  ListDirectories(ServiceCalls calls) {
    super(calls);
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public String action() {
    return "keytrail:ListDirectories";
  }

  @Override
  public Future<Answer> handle(Call call, Request request) {
    JsonObject.Builder input = JsonObject.builder();
    request.one("after").ifPresent(token -> input.put("NextToken", token));
    return call(call, "ds", "DescribeDirectories", input.build())
        .map(
            reply -> {
              JsonObject.Builder answer =
                  JsonObject.builder()
                      .put(
                          "directories",
                          each(reply.output(), "DirectoryDescriptions", DirectoryApi::directory));
              next(answer, reply.output());
              return Answer.ok(answer.build()).recorded(reply.seq());
            });
  }

  @Override
  public JsonObject openApi() {
    return described(
        "listDirectories",
        "List the directories of the account and Region",
        "200",
        parameters(parameter("query", "after", "`next` of the page before")));
  }
}
