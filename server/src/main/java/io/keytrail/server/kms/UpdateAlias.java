package io.keytrail.server.kms;

import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.ResourceRef;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Leads an alias to another key of the same kind. Both keys must let the caller, and the alias.
final class UpdateAlias
    implements Operation<UpdateAlias.Input, UpdateAlias.Target, UpdateAlias.Output> {
  private static final String ACTION = "kms:UpdateAlias";
  private final KmsCore kms;

  UpdateAlias(KmsCore kms) {
    this.kms = kms;
  }

  record Input(String aliasName, String targetKeyId) {}

  record Output() {}

  /// @param from the key that the alias leads to now
  record Target(Alias alias, KeyTarget from, KeyTarget to) {}

  @Override
  public OperationId id() {
    return KeyOperation.kms("UpdateAlias");
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
        List.of(
            new Access.Rule(ACTION, "the alias"),
            new Access.Rule(ACTION, "the key it leads to"),
            new Access.Rule(ACTION, "the key it shall lead to")));
  }

  @Override
  public boolean readOnly() {
    return false;
  }

  @Override
  public Future<Target> target(Call call, Input input) {
    Aliases.requireOwn(input.aliasName());
    return Aliases.find(kms, call, input.aliasName())
        .compose(
            alias ->
                Aliases.keyOf(kms, call, alias)
                    .compose(
                        from ->
                            kms.keys()
                                .resolve(call, input.targetKeyId(), KeyResolver.Naming.OWN_KEY)
                                .map(to -> new Target(alias, from, to))));
  }

  @Override
  public List<Check> checks(Call call, Input input, Target target) {
    return List.of(
        Check.plain(ACTION, target.alias().arn(), call.account()),
        KeyChecks.of(ACTION, target.from(), Map.of()),
        KeyChecks.of(ACTION, target.to(), Map.of()));
  }

  @Override
  public List<ResourceRef> resources(Call call, Input input, Target target) {
    return List.of(
        new ResourceRef(call.account(), Aliases.RESOURCE_TYPE, target.alias().arn()),
        KeyOperation.ref(target.to()));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, Target target, Authorization authorization) {
    KmsKey from = target.from().key();
    KmsKey to = target.to().key(StateTable.Row.NOT_PENDING_DELETION);
    if (from.spec() != to.spec() || from.usage() != to.usage()) {
      throw KmsErrors.validation(
          "The alias leads to a %s key for %s; the new key must be of the same kind, not %s for %s"
              .formatted(from.spec(), from.usage(), to.spec(), to.usage()));
    }
    if (!from.id().equals(to.id())) {
      Aliases.requireRoom(to);
    }
    Outcome.Answer<Output> done = new Outcome.Answer<>(new Output(), RecordElements.key(to.arn()));
    return Future.succeededFuture(
        new Outcome.Change<>(
            tx -> lead(tx, target.alias(), from, to, call.time()).map(done),
            List.of(
                Invalidations.key(from.id()),
                Invalidations.key(to.id()),
                Invalidations.alias(from.place(), target.alias().name()))));
  }

  private Future<Void> lead(Tx tx, Alias alias, KmsKey from, KmsKey to, Instant now) {
    Alias next = alias.to(to.id(), now);
    if (from.id().equals(to.id())) {
      return kms.store().lock(tx, to).compose(_ -> kms.store().updateAlias(tx, next));
    }
    // One order for all, so that two such calls never wait for each other.
    boolean fromFirst = from.id().compareTo(to.id()) < 0;
    return kms.store()
        .lock(tx, fromFirst ? from : to)
        .compose(_ -> kms.store().lock(tx, fromFirst ? to : from))
        .compose(_ -> kms.store().updateAlias(tx, next))
        .compose(_ -> kms.store().updateKey(tx, from.withoutAlias(alias.name())))
        .compose(_ -> kms.store().updateKey(tx, to.withAlias(alias.name())));
  }
}
