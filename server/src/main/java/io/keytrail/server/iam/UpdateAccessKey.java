package io.keytrail.server.iam;

import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.CommonErrors;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/// Switches an access key on or off.
final class UpdateAccessKey
    implements Operation<UpdateAccessKey.Input, KeyOwner, UpdateAccessKey.Output> {
  record Input(Optional<String> userName, String accessKeyId, String status) {}

  record Output() {}

  private final AccessKeyStore store;
  private final KeyOwners owners;

  UpdateAccessKey(AccessKeyStore store, KeyOwners owners) {
    this.store = store;
    this.owners = owners;
  }

  @Override
  public OperationId id() {
    return new OperationId("iam", "UpdateAccessKey");
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
    return Access.checked("iam:UpdateAccessKey", "the key's owner");
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
    return target.check("iam:UpdateAccessKey");
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, KeyOwner target, Authorization authorization) {
    boolean active =
        switch (input.status()) {
          case "Active" -> true;
          case "Inactive" -> false;
          default ->
              throw new ApiException(
                  CommonErrors.VALIDATION,
                  "1 validation error detected: Value at 'status' failed to satisfy constraint:"
                      + " Member must satisfy enum value set: [Active, Inactive]");
        };
    return Future.succeededFuture(
        new Outcome.Change<>(
            tx -> update(tx, target, input.accessKeyId(), active),
            List.of(KeyOwners.stale(input.accessKeyId()))));
  }

  private Future<Outcome.Answer<Output>> update(
      Tx tx, KeyOwner target, String accessKeyId, boolean active) {
    return owners
        .lockKey(tx, target, accessKeyId)
        .compose(key -> store.updateAccessKey(tx, key.withActive(active)))
        .map(_ -> new Outcome.Answer<>(new Output(), Outcome.Details.NONE));
  }
}
