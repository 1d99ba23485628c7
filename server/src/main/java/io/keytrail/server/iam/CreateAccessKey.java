package io.keytrail.server.iam;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.policy.eval.Principal;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Makes an access key for a user, or for the caller. Its secret is shown this once.
final class CreateAccessKey
    implements Operation<CreateAccessKey.Input, KeyOwner, CreateAccessKey.Output> {
  record Input(Optional<String> userName) {}

  record Output(NewAccessKey accessKey) {}

  /// `userName` is absent for the root user.
  record NewAccessKey(
      Optional<String> userName,
      String accessKeyId,
      String status,
      Secret secretAccessKey,
      Instant createDate) {}

  private final AccessKeyStore store;
  private final KeyOwners owners;
  private final AccessKeyFactory factory;

  CreateAccessKey(AccessKeyStore store, KeyOwners owners, AccessKeyFactory factory) {
    this.store = store;
    this.owners = owners;
    this.factory = factory;
  }

  @Override
  public OperationId id() {
    return new OperationId("iam", "CreateAccessKey");
  }

  @Override
  public Class<Input> inputType() {
    return Input.class;
  }

  @Override
  public Class<Output> outputType() {
    return Output.class;
  }

  @Override
  public Access access() {
    return Access.checked("iam:CreateAccessKey", "the user");
  }

  @Override
  public boolean readOnly() {
    return false;
  }

  @Override
  public Future<KeyOwner> target(Call call, Input input) {
    return owners.find(call, input.userName());
  }

  @Override
  public List<Check> checks(Call call, Input input, KeyOwner target) {
    return target.check("iam:CreateAccessKey");
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, KeyOwner target, Authorization authorization) {
    Principal owner = target.require();
    AccessKeyFactory.Made made = factory.make(owner);
    AccessKey key = made.stored().key();
    Output output =
        new Output(
            new NewAccessKey(
                KeyOwner.userName(owner), key.id(), key.status(), made.secret(), key.created()));
    return Future.succeededFuture(
        new Outcome.Change<>(
            tx -> insert(tx, target, made.stored(), output), List.of(KeyOwners.stale(key.id()))));
  }

  private Future<Outcome.Answer<Output>> insert(
      Tx tx, KeyOwner target, StoredAccessKey stored, Output output) {
    return owners
        .lockKeys(tx, target)
        .compose(
            keys -> {
              if (keys.size() >= KeyOwners.MAX_KEYS) {
                throw new ApiException(
                    IamErrors.LIMIT_EXCEEDED, "Cannot exceed quota for AccessKeysPerUser: 2");
              }
              return store.insertAccessKey(tx, stored);
            })
        .map(
            inserted -> {
              if (!inserted) {
                throw new Outcome.StaleTarget(stored.key().id());
              }
              return new Outcome.Answer<>(
                  output, Outcome.Details.response(forRecord(stored.key())));
            });
  }

  private static JsonObject forRecord(AccessKey key) {
    JsonObject.Builder shown = JsonObject.builder();
    KeyOwner.userName(key.owner()).ifPresent(name -> shown.put("userName", name));
    shown
        .put("accessKeyId", key.id())
        .put("status", key.status())
        .put("createDate", RecordDate.text(key.created()));
    return JsonObject.builder().put("accessKey", shown.build()).build();
  }
}
