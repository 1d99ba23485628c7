package io.keytrail.server.ebs;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.Changes;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Transactions;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings volumes to where their rows say they are going: a new one to its key, or away if KMS
/// refuses it; grants of no use to their retirement; a deleted one to its end. Each step may be
/// done twice, by two servers or after a crash, and is then the same.
public final class Settlement {
  private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

  /// Kind in the change feed: the plaintext key of that volume is to be forgotten.
  public static final String FORGET_KEY = "ebs_volume_key";

  private static final int BATCH = 100;

  /// A volume on its way takes a few calls and has, or had, somebody waiting for it. Once no change
  /// was seen for as long as a call may last, nobody has.
  private static final Duration ABANDONED = Duration.ofSeconds(30);

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  /// Steps of one volume in one go: it is created and given up again, with a grant or two.
  private static final int MAX_STEPS = 20;

  private final VolumeStore volumes;
  private final VolumeKeys keys;
  private final Transactions transactions;
  private final Changes changes;

  Settlement(VolumeStore volumes, VolumeKeys keys, Transactions transactions, Changes changes) {
    this.volumes = volumes;
    this.keys = keys;
    this.transactions = transactions;
    this.changes = changes;
  }

  /// What makes servers forget a volume's plaintext key.
  static Outcome.Invalidation forget(String volumeId) {
    return new Outcome.Invalidation(FORGET_KEY, volumeId);
  }

  /// Settles what was left behind by then, up to a hundred volumes. Those that cannot be settled
  /// now are left for the next time.
  ///
  /// @param everything also what somebody may be working on: for a server's start
  public Future<Void> sweep(Instant now, boolean everything) {
    return volumes
        .unsettled(everything ? now : now.minus(ABANDONED), BATCH)
        .compose(left -> each(left, 0, now));
  }

  private Future<Void> each(List<Volume> left, int at, Instant now) {
    if (at == left.size()) {
      return Future.succeededFuture();
    }
    Volume volume = left.get(at);
    return abandon(volume)
        .compose(_ -> settle(call(volume.place(), now), volume.id()))
        .recover(
            failure -> {
              LOG.warn("volume {} is not settled yet: {}", volume.id(), failure.toString());
              return Future.succeededFuture();
            })
        .compose(_ -> each(left, at + 1, now));
  }

  /// Nobody waits for an attachment that was abandoned: it is undone.
  Future<Void> abandon(Volume volume) {
    return volume.attachment().filter(at -> !at.attached()).isPresent()
        ? become(volume, volume.detached())
        : Future.succeededFuture();
  }

  private static Call call(Place place, Instant now) {
    String host = KeyCallers.ec2Host(place);
    Caller nobody =
        Caller.direct(
            new Principal.Service(host),
            Optional.empty(),
            new io.keytrail.server.invoke.Origin(host, host, true, true));
    return new Call(
        UUID.randomUUID().toString(),
        now,
        place.account(),
        place.region(),
        nobody,
        System.nanoTime() + DEADLINE.toNanos());
  }

  /// Settles one volume, if there is anything to do; fails where KMS or the store cannot be
  /// reached.
  ///
  /// @param call in whose course it happens; its account and Region are the volume's
  Future<Void> settle(Call call, String id) {
    Call own = call.as(UUID.randomUUID().toString(), call.caller());
    return settle(own, id, MAX_STEPS);
  }

  private Future<Void> settle(Call call, String id, int steps) {
    return volumes
        .volume(Place.of(call), id)
        .compose(
            found -> {
              Optional<Future<Void>> step = found.flatMap(volume -> step(call, volume));
              return step.isPresent() && steps > 0
                  ? step.get().compose(_ -> settle(call, id, steps - 1))
                  : Future.succeededFuture();
            });
  }

  /// Empty if there is nothing to do, or somebody else is doing it.
  private Optional<Future<Void>> step(Call call, Volume volume) {
    if (volume.state() == VolumeState.CREATING) {
      return Optional.of(create(call, volume));
    }
    if (!volume.retiring().isEmpty()) {
      return Optional.of(retire(call, volume, volume.retiring().getFirst()));
    }
    return volume.state() == VolumeState.DELETING
        ? Optional.of(change(volume, tx -> volumes.delete(tx, volume)))
        : Optional.empty();
  }

  /// A volume whose key is refused goes again without a word, as EBS's do.
  private Future<Void> create(Call call, Volume volume) {
    return keys.make(call, volume)
        .map(volume::available)
        .recover(
            failure ->
                KeyFailure.isFinal(failure)
                    ? Future.succeededFuture(volume.deleting())
                    : Future.failedFuture(failure))
        .compose(next -> become(volume, next));
  }

  private Future<Void> retire(Call call, Volume volume, KeyGrant grant) {
    return keys.retire(call, volume.place(), grant)
        .compose(_ -> become(volume, volume.retired(grant)));
  }

  /// Stores the next version, unless somebody was first. Where it is not attached any more, its key
  /// is forgotten.
  Future<Void> become(Volume volume, Volume next) {
    boolean forget = volume.attachment().isPresent() && next.attachment().isEmpty();
    List<Outcome.Invalidation> stale = forget ? List.of(forget(volume.id())) : List.of();
    return change(volume, tx -> volumes.update(tx, next).compose(_ -> changes.record(tx, stale)));
  }

  private Future<Void> change(Volume volume, Function<Tx, Future<Void>> work) {
    return transactions
        .inTransaction(tx -> volumes.lock(tx, volume).compose(_ -> work.apply(tx)))
        .recover(
            failure ->
                failure instanceof Outcome.StaleTarget
                    ? Future.succeededFuture()
                    : Future.failedFuture(failure));
  }
}
