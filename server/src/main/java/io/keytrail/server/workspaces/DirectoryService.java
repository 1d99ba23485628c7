package io.keytrail.server.workspaces;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Invoker;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.ServiceCalls;
import io.keytrail.server.invoke.ServiceRoles;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Directories and their users, asked of Directory Service in the service's own role.
final class DirectoryService {
  private final ServiceCalls calls;
  private final ServiceRoles roles;

  DirectoryService(ServiceCalls calls, ServiceRoles roles) {
    this.calls = calls;
    this.roles = roles;
  }

  /// A directory as Directory Service has it.
  ///
  /// @param stage `Active`, …
  record Described(
      String stage,
      String name,
      String alias,
      String type,
      List<String> dnsAddresses,
      List<String> subnetIds) {}

  /// @param name as the directory spells it
  record User(String name, String sid) {}

  /// The call in the service's role; for all questions of one piece of work.
  Future<Call> inRole(Call call) {
    return roles.assume(call, Place.of(call).host()).map(caller -> Callers.own(call, caller));
  }

  /// Empty if there is no such directory.
  Future<Optional<Described>> directory(Call inRole, String id) {
    JsonObject input =
        JsonObject.builder().put("DirectoryIds", JsonArray.ofStrings(List.of(id))).build();
    return ask(inRole, new OperationId("ds", "DescribeDirectories"), input)
        .map(found -> found.flatMap(DirectoryService::first).map(DirectoryService::described));
  }

  private static Optional<JsonObject> first(JsonObject reply) {
    return reply.member("DirectoryDescriptions").orElse(JsonArray.EMPTY) instanceof JsonArray all
            && !all.elements().isEmpty()
            && all.elements().getFirst() instanceof JsonObject description
        ? Optional.of(description)
        : Optional.empty();
  }

  private static Described described(JsonObject description) {
    return new Described(
        description.string("Stage").orElse(""),
        description.string("Name").orElse(""),
        description.string("Alias").orElse(""),
        description.string("Type").orElse(""),
        texts(description.member("DnsIpAddrs")),
        description
            .object("VpcSettings")
            .map(vpc -> texts(vpc.member("SubnetIds")))
            .orElse(List.of()));
  }

  /// Empty if the directory has no such user.
  Future<Optional<User>> user(Call inRole, String directoryId, String userName) {
    JsonObject input =
        JsonObject.builder()
            .put("DirectoryId", directoryId)
            .put("SAMAccountName", userName)
            .build();
    return ask(inRole, new OperationId("ds-data", "DescribeUser"), input)
        .map(
            found ->
                found.flatMap(
                    reply ->
                        reply
                            .string("SID")
                            .map(
                                sid ->
                                    new User(
                                        reply.string("SAMAccountName").orElse(userName), sid))));
  }

  /// Whatever Directory Service refuses for what it was asked about is not there for us.
  private Future<Optional<JsonObject>> ask(Call inRole, OperationId operation, JsonObject input) {
    return calls
        .call(Callers.own(inRole, inRole.caller()), operation, input)
        .map(reply -> Optional.of(reply.output()))
        .recover(
            failure ->
                failure instanceof Invoker.Refused refused && meansNone(refused)
                    ? Future.succeededFuture(Optional.empty())
                    : Future.failedFuture(failure));
  }

  private static boolean meansNone(Invoker.Refused refused) {
    return switch (refused.reason().code().name()) {
      case "EntityDoesNotExistException",
          "ResourceNotFoundException",
          "InvalidParameterException",
          "ValidationException" ->
          true;
      default -> false;
    };
  }

  private static List<String> texts(Optional<JsonValue> value) {
    List<String> texts = new ArrayList<>();
    if (value.orElse(JsonArray.EMPTY) instanceof JsonArray array) {
      for (JsonValue element : array.elements()) {
        if (element instanceof JsonString(String text)) {
          texts.add(text);
        }
      }
    }
    return texts;
  }
}
