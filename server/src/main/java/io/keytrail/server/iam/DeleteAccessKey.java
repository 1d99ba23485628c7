package io.keytrail.server.iam;

import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/// Removes an access key for good.
final class DeleteAccessKey
    implements Operation<DeleteAccessKey.Input, KeyOwner, DeleteAccessKey.Output> {
  record Input(Optional<String> userName, String accessKeyId) {}

  record Output() {}

  private final AccessKeyStore store;
  private final KeyOwners owners;

  DeleteAccessKey(AccessKeyStore store, KeyOwners owners) {
    this.store = store;
    this.owners = owners;
  }

  @Override
  public OperationId id() {
    return new OperationId("iam", "DeleteAccessKey");
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
    return Access.checked("iam:DeleteAccessKey", "the key's owner");
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
    return target.check("iam:DeleteAccessKey");
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, KeyOwner target, Authorization authorization) {
    return Future.succeededFuture(
        new Outcome.Change<>(
            tx -> delete(tx, target, input.accessKeyId()),
            List.of(KeyOwners.stale(input.accessKeyId()))));
  }

  private Future<Outcome.Answer<Output>> delete(Tx tx, KeyOwner target, String accessKeyId) {
    return owners
        .lockKey(tx, target, accessKeyId)
        .compose(key -> store.deleteAccessKey(tx, key))
        .map(_ -> new Outcome.Answer<>(new Output(), Outcome.Details.NONE));
  }
}
