package io.keytrail.server.kms;

import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/// Gives a key another name.
final class CreateAlias extends KeyOperation<CreateAlias.Input, CreateAlias.Output> {
  private final KmsCore kms;

  CreateAlias(KmsCore kms) {
    super(new Facts<>("CreateAlias", Input.class, Output.class, false));
    this.kms = kms;
  }

  record Input(String aliasName, String targetKeyId) {}

  record Output() {}

  @Override
  public Access access() {
    return new Access.Checked(
        List.of(new Access.Rule(action(), "the alias"), new Access.Rule(action(), "the key")));
  }

  @Override
  public Future<KeyTarget> target(Call call, Input input) {
    Aliases.requireOwn(input.aliasName());
    return kms.keys().resolve(call, input.targetKeyId(), KeyResolver.Naming.OWN_KEY);
  }

  @Override
  public List<Check> checks(Call call, Input input, KeyTarget target) {
    String alias = Place.of(call).aliasArn(input.aliasName());
    return List.of(
        Check.plain(action(), alias, call.account()), KeyChecks.of(action(), target, Map.of()));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, KeyTarget target, Authorization authorization) {
    KmsKey key = target.key(StateTable.Row.NOT_PENDING_DELETION);
    Aliases.requireRoom(key);
    Alias alias = new Alias(key.place(), input.aliasName(), key.id(), call.time(), call.time(), 1);
    return Future.succeededFuture(
        new Outcome.Change<>(
            tx -> add(tx, key, alias),
            List.of(Invalidations.key(key.id()), Invalidations.alias(key.place(), alias.name()))));
  }

  private Future<Outcome.Answer<Output>> add(Tx tx, KmsKey key, Alias alias) {
    return kms.store()
        .lock(tx, key)
        .compose(_ -> kms.store().insertAlias(tx, alias))
        .compose(
            added -> {
              if (!added) {
                throw new ApiException(
                    KmsErrors.ALREADY_EXISTS,
                    "An alias with the name " + alias.arn() + " already exists");
              }
              return kms.store().updateKey(tx, key.withAlias(alias.name()));
            })
        .map(_ -> new Outcome.Answer<>(new Output(), RecordElements.key(key.arn())));
  }
}
