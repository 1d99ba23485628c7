package io.keytrail.server.ebs;

import io.keytrail.server.crypto.Secret;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Attaches an encrypted volume: writes down that it is about to be, has a grant made where EBS has
/// none for that instance yet, opens the data key, and only then is it attached. Whatever fails,
/// the volume is available again and the grant is retired; after a crash [Settlement] does that.
final class KeyedAttachment {
  private final EbsCore ebs;

  KeyedAttachment(EbsCore ebs) {
    this.ebs = ebs;
  }

  /// @param free fails, under a lock that lasts as long as the transaction, if the volume cannot
  ///     be attached there
  record Wish(Volume volume, Attachment attachment, Function<Tx, Future<Void>> free) {}

  /// The attachment to be. EBS opens a service's volume at its own instance under the volume's own
  /// grant; for any other instance it needs one more.
  Attachment attachment(Call call, Volume volume, Instance instance, String device) {
    boolean granted =
        volume.desktop().filter(own -> own.instanceId().equals(instance.id())).isPresent();
    Optional<KeyGrant> grant =
        volume
            .key()
            .filter(_ -> !granted)
            .map(
                key ->
                    new KeyGrant(
                        key.key(), "ebs:" + volume.id() + ":" + UUID.randomUUID(), instance.id()));
    return new Attachment(instance.id(), device, false, call.time(), grant);
  }

  /// @param answer of the volume once it is attached
  <O> Future<Outcome<O>> attach(
      Call call, Wish wish, BiFunction<Call, Volume, Outcome.Answer<O>> answer) {
    Volume attaching = wish.volume().attaching(wish.attachment());
    Call kms = call.as(UUID.randomUUID().toString(), call.caller());
    return reserve(wish, attaching)
        .compose(
            _ ->
                open(kms, attaching)
                    .map(key -> finish(call, attaching, key, answer))
                    .recover(failure -> giveUp(call, attaching, failure)));
  }

  private Future<Void> reserve(Wish wish, Volume attaching) {
    return ebs.transactions()
        .inTransaction(
            tx ->
                wish.free()
                    .apply(tx)
                    .compose(_ -> ebs.volumes().lock(tx, wish.volume()))
                    .compose(_ -> ebs.volumes().update(tx, attaching)));
  }

  private Future<Secret> open(Call kms, Volume attaching) {
    Attachment at = attaching.attachment().orElseThrow();
    return granted(kms, attaching, at)
        .compose(_ -> ebs.keys().open(kms, attaching, at.instanceId()))
        .recover(failure -> Future.failedFuture(KeyFailure.told(failure, false)));
  }

  private Future<Void> granted(Call kms, Volume attaching, Attachment at) {
    return at.grant().isEmpty()
        ? Future.succeededFuture()
        : ebs.keys()
            .grantAttachment(kms, attaching, at.grant().get())
            .recover(failure -> Future.failedFuture(KeyFailure.told(failure, true)));
  }

  private <O> Outcome<O> finish(
      Call call, Volume attaching, Secret key, BiFunction<Call, Volume, Outcome.Answer<O>> answer) {
    // WHY: before the commit, so that whoever takes the attachment back finds the key to wipe.
    ebs.attachedKeys().keep(attaching.id(), key);
    Volume attached = attaching.attached();
    return new Outcome.Change<>(
        tx ->
            ebs.volumes()
                .lock(tx, attaching)
                .compose(_ -> ebs.volumes().update(tx, attached))
                .map(_ -> answer.apply(call, attached)),
        List.of());
  }

  /// The volume is as it was, or of no use if its data key is none.
  private <T> Future<T> giveUp(Call call, Volume attaching, Throwable failure) {
    boolean unfit = failure instanceof DataKeyHalves.Unfit;
    Throwable told =
        unfit
            ? Ec2Failures.keyNotAccessible(
                "The volume's data key is of no use; delete the volume and create another.")
            : failure;
    return ebs.settlement()
        .become(attaching, unfit ? attaching.failed() : attaching.detached())
        .compose(_ -> ebs.settlement().settle(call, attaching.id()))
        .transform(_ -> Future.failedFuture(told));
  }
}
