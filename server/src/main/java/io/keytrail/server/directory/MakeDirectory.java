package io.keytrail.server.directory;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Members;
import io.keytrail.server.invoke.ServiceCalls;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/// `POST /api/v1/directories`: makes a directory. Without a password its Administrator gets a
/// random one that nobody knows; ResetUserPassword gives him another.
final class MakeDirectory extends DirectoryApi {
  private static final List<String> MEMBERS =
      List.of("name", "shortName", "size", "description", "password", "vpcId", "subnetIds");
  private static final int PASSWORD_BYTES = 24;

  private final SecureRandom random;

  MakeDirectory(ServiceCalls calls, SecureRandom random) {
    super(calls);
    this.random = random;
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public String action() {
    return "keytrail:CreateDirectory";
  }

  @Override
  public Future<Answer> handle(Call call, Request request) {
    Members members = Members.of(request.body().orElse(JsonObject.EMPTY), "", MEMBERS);
    JsonObject.Builder input =
        JsonObject.builder()
            .put("Name", members.requiredString("name"))
            .put("Size", members.string("size").orElse("Small"))
            .put("Password", members.string("password").orElseGet(this::password));
    members.string("shortName").ifPresent(text -> input.put("ShortName", text));
    members.string("description").ifPresent(text -> input.put("Description", text));
    if (members.value("vpcId").isPresent() || members.value("subnetIds").isPresent()) {
      input.put(
          "VpcSettings",
          JsonObject.builder()
              .put("VpcId", members.requiredString("vpcId"))
              .put("SubnetIds", JsonArray.ofStrings(members.strings("subnetIds")))
              .build());
    }
    return call(call, "ds", "CreateDirectory", input.build())
        .map(reply -> answer(reply.output()).recorded(reply.seq()));
  }

  private static Answer answer(JsonObject output) {
    return new Answer(
        201,
        JsonObject.builder().put("directoryId", output.string("DirectoryId").orElseThrow()).build(),
        io.keytrail.server.invoke.Outcome.Details.NONE);
  }

  private String password() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    random.nextBytes(bytes);
    // The first characters make sure of every kind that the rules ask for.
    return "Aa1-" + Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public JsonObject openApi() {
    return described("createDirectory", "Make a directory", "201", body(MEMBERS, List.of("name")));
  }
}
