package io.keytrail.server.kms;

import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.ResourceRef;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/// Takes a name from a key, which is as good as before under its id.
final class DeleteAlias
    implements Operation<DeleteAlias.Input, DeleteAlias.Target, DeleteAlias.Output> {
  private static final String ACTION = "kms:DeleteAlias";
  private final KmsCore kms;

  DeleteAlias(KmsCore kms) {
    this.kms = kms;
  }

  record Input(String aliasName) {}

  record Output() {}

  record Target(Alias alias, KeyTarget key) {}

  @Override
  public OperationId id() {
    return KeyOperation.kms("DeleteAlias");
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
    return new Access.Checked(
        List.of(new Access.Rule(ACTION, "the alias"), new Access.Rule(ACTION, "the key")));
  }

  @Override
  public boolean readOnly() {
    return false;
  }

  @Override
  public Future<Target> target(Call call, Input input) {
    Aliases.requireOwn(input.aliasName());
    return Aliases.find(kms, call, input.aliasName())
        .compose(alias -> Aliases.keyOf(kms, call, alias).map(key -> new Target(alias, key)));
  }

  @Override
  public List<Check> checks(Call call, Input input, Target target) {
    return List.of(
        Check.plain(ACTION, target.alias().arn(), call.account()),
        KeyChecks.of(ACTION, target.key(), Map.of()));
  }

  @Override
  public List<ResourceRef> resources(Call call, Input input, Target target) {
    return List.of(
        new ResourceRef(call.account(), Aliases.RESOURCE_TYPE, target.alias().arn()),
        KeyOperation.ref(target.key()));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, Target target, Authorization authorization) {
    KmsKey key = target.key().key(StateTable.Row.ANY);
    Alias alias = target.alias();
    Outcome.Answer<Output> done = new Outcome.Answer<>(new Output(), RecordElements.key(key.arn()));
    return Future.succeededFuture(
        new Outcome.Change<>(
            tx ->
                kms.store()
                    .lock(tx, key)
                    .compose(_ -> kms.store().deleteAlias(tx, alias))
                    .compose(_ -> kms.store().updateKey(tx, key.withoutAlias(alias.name())))
                    .map(done),
            List.of(
                Invalidations.key(key.id()), Invalidations.alias(alias.place(), alias.name()))));
  }
}
