package io.keytrail.server.workspaces;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Invoker;
import io.keytrail.server.invoke.KeyFacts;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.ServiceCalls;
import io.vertx.core.Future;
import java.util.List;

/// The service's grant on a desktop's key: made for the administrator, for one user in one
/// directory, and enough for the service to grant EBS the use of the key for a volume. Both methods
/// may be repeated.
///
/// Source: the seed's step 1 and 9; the operations are our choice, see docs/workspaces.md.
final class Grants {
  private static final String CONTEXT = "aws:workspaces:sid-directoryid";
  private static final String DRY_RUN = "DryRunOperationException";

  /// Its own, and those that it hands on.
  private static final List<String> OPERATIONS =
      List.of(
          "CreateGrant",
          "DescribeKey",
          "RetireGrant",
          "GenerateDataKeyWithoutPlaintext",
          "Decrypt",
          "ReEncryptFrom",
          "ReEncryptTo");

  private final ServiceCalls calls;
  private final KeyFacts keys;

  Grants(ServiceCalls calls, KeyFacts keys) {
    this.calls = calls;
    this.keys = keys;
  }

  /// Makes the grant as the administrator whose call it is; answers its id. Fails with
  /// [Invoker.Refused] where he may not.
  Future<String> create(Call call, Workspace workspace) {
    JsonObject input =
        input(call, workspace.keyArn().orElseThrow(), workspace.owner().sidDirectory())
            .put("Name", workspace.grantName())
            .build();
    return kms(Callers.granting(call), "CreateGrant", input)
        .map(
            reply ->
                reply
                    .string("GrantId")
                    .orElseThrow(() -> new IllegalStateException("KMS answered no GrantId")));
  }

  /// Succeeds if the administrator could make a grant for somebody of that directory. None is made.
  Future<Void> couldCreate(Call call, String keyArn, String userName, String directoryId) {
    JsonObject input =
        input(call, keyArn, "[" + userName + "]@[" + directoryId + "]").put("DryRun", true).build();
    return kms(Callers.granting(call), "CreateGrant", input)
        .<Void>mapEmpty()
        .recover(
            failure ->
                failure instanceof Invoker.Refused refused
                        && refused.reason().code().name().equals(DRY_RUN)
                    ? Future.succeededFuture()
                    : Future.failedFuture(failure));
  }

  private static JsonObject.Builder input(Call call, String keyArn, String sidDirectory) {
    JsonObject pairs = JsonObject.builder().put(CONTEXT, sidDirectory).build();
    return JsonObject.builder()
        .put("KeyId", keyArn)
        .put("GranteePrincipal", Place.of(call).host())
        .put("Operations", JsonArray.ofStrings(OPERATIONS))
        .put("Constraints", JsonObject.builder().put("EncryptionContextSubset", pairs).build());
  }

  /// Retires the grant as the service that holds it, if it is there. Fails with [Invoker.Refused]
  /// where a policy forbids even that.
  ///
  /// @param call in the desktop's account and Region; who makes it does not matter
  Future<Void> retire(Call call, Workspace workspace) {
    if (workspace.keyArn().isEmpty()) {
      return Future.succeededFuture();
    }
    String keyArn = workspace.keyArn().get();
    return keys.grants(keyArn, workspace.place().host(), workspace.grantName())
        .compose(ids -> retire(call, keyArn, ids));
  }

  private Future<Void> retire(Call call, String keyArn, List<String> ids) {
    Future<Void> done = Future.succeededFuture();
    for (String id : ids) {
      JsonObject input = JsonObject.builder().put("KeyId", keyArn).put("GrantId", id).build();
      done = done.compose(_ -> kms(Callers.service(call), "RetireGrant", input)).mapEmpty();
    }
    return done;
  }

  private Future<JsonObject> kms(Call call, String operation, JsonObject input) {
    return calls
        .call(call, new OperationId("kms", operation), input)
        .map(ServiceCalls.Reply::output);
  }
}
