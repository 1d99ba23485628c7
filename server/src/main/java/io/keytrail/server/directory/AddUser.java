package io.keytrail.server.directory;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Members;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.ServiceCalls;
import io.vertx.core.Future;
import java.util.List;

/// `POST /api/v1/directories/{id}/users`: makes a user and answers its SID.
final class AddUser extends DirectoryApi {
  private static final List<String> MEMBERS =
      List.of("name", "givenName", "surname", "emailAddress");

  AddUser(ServiceCalls calls) {
    super(calls);
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String path() {
    return ONE + "/users";
  }

  @Override
  public String action() {
    return "keytrail:CreateDirectoryUser";
  }

  @Override
  public Future<Answer> handle(Call call, Request request) {
    Members members = Members.of(request.body().orElse(JsonObject.EMPTY), "", MEMBERS);
    JsonObject.Builder input =
        JsonObject.builder()
            .put("DirectoryId", request.path().getOrDefault("id", ""))
            .put("SAMAccountName", members.requiredString("name"));
    members.string("givenName").ifPresent(text -> input.put("GivenName", text));
    members.string("surname").ifPresent(text -> input.put("Surname", text));
    members.string("emailAddress").ifPresent(text -> input.put("EmailAddress", text));
    return call(call, "ds-data", "CreateUser", input.build())
        .map(reply -> answer(reply.output()).recorded(reply.seq()));
  }

  private static Answer answer(JsonObject output) {
    return new Answer(
        201,
        JsonObject.builder()
            .put("directoryId", output.string("DirectoryId").orElseThrow())
            .put("name", output.string("SAMAccountName").orElseThrow())
            .put("sid", output.string("SID").orElseThrow())
            .build(),
        Outcome.Details.NONE);
  }

  @Override
  public JsonObject openApi() {
    return described(
        "createDirectoryUser",
        "Make a user of a directory",
        "201",
        parameters(parameter("path", "id", "`d-` and ten hex digits")),
        body(MEMBERS, List.of("name")));
  }
}
