package io.keytrail.server.directory;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.ServiceCalls;
import io.vertx.core.Future;
import java.util.List;

/// `GET /api/v1/directories/{id}`: a directory with a page of its users.
final class GetDirectory extends DirectoryApi {
  GetDirectory(ServiceCalls calls) {
    super(calls);
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return ONE;
  }

  @Override
  public String action() {
    return "keytrail:GetDirectory";
  }

  @Override
  public Future<Answer> handle(Call call, Request request) {
    String id = request.path().getOrDefault("id", "");
    JsonObject.Builder users = JsonObject.builder().put("DirectoryId", id);
    request.one("after").ifPresent(token -> users.put("NextToken", token));
    JsonObject directories =
        JsonObject.builder().put("DirectoryIds", JsonArray.ofStrings(List.of(id))).build();
    return call(call, "ds", "DescribeDirectories", directories)
        .compose(
            found ->
                call(call, "ds-data", "ListUsers", users.build())
                    .map(listed -> answer(found, listed)));
  }

  private static Answer answer(ServiceCalls.Reply found, ServiceCalls.Reply listed) {
    JsonArray all = each(found.output(), "DirectoryDescriptions", DirectoryApi::directory);
    JsonObject.Builder answer =
        JsonObject.builder()
            .put("directory", all.elements().getFirst())
            .put("users", each(listed.output(), "Users", DirectoryApi::user));
    next(answer, listed.output());
    return Answer.ok(answer.build()).recorded(listed.seq());
  }

  @Override
  public JsonObject openApi() {
    return described(
        "getDirectory",
        "Describe a directory and list its users",
        "200",
        parameters(
            parameter("path", "id", "`d-` and ten hex digits"),
            parameter("query", "after", "`next` of the page of users before")));
  }
}
