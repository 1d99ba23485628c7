package io.keytrail.server.ebs;

import io.keytrail.server.invoke.Changes;
import io.keytrail.server.invoke.ManagedKeys;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.ServiceCalls;
import io.keytrail.server.invoke.Transactions;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The operations of EC2 that this server serves, and what it does for volumes by itself.
public final class EbsOperations {
  /// How long a terminated instance is still shown.
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private final EbsCore core;

  public EbsOperations(Dependencies needs) {
    VolumeKeys keys = new VolumeKeys(needs.calls(), needs.dataKeys());
    core =
        new EbsCore(
            needs.volumes(),
            needs.instances(),
            keys,
            needs.managedKeys(),
            needs.attachedKeys(),
            new Settlement(needs.volumes(), keys, needs.transactions(), needs.changes()),
            needs.transactions(),
            needs.changes(),
            needs.random());
  }

  /// What the core needs from outside.
  ///
  /// @param attachedKeys told by whoever hears [Settlement#FORGET_KEY] in the change feed
  public record Dependencies(
      VolumeStore volumes,
      InstanceStore instances,
      ServiceCalls calls,
      DataKeys dataKeys,
      ManagedKeys managedKeys,
      AttachedKeys attachedKeys,
      Transactions transactions,
      Changes changes,
      SecureRandom random) {}

  public List<Operation<?, ?, ?>> operations() {
    return List.of(
        new AttachVolume(core),
        new CreateVolume(core),
        new DeleteVolume(core),
        new DescribeInstances(core),
        new DescribeVolumes(core),
        new DetachVolume(core),
        new RunInstances(core),
        new TerminateInstances(core));
  }

  /// Settles volumes that were left on their way, and forgets instances that were terminated long
  /// ago. To be called at the server's start and from time to time, by one server or by all.
  ///
  /// @param start whether the server starts: then nobody is working on what is on its way
  public Future<Void> tidy(Instant now, boolean start) {
    return core.settlement()
        .sweep(now, start)
        .compose(_ -> core.instances().forget(now.minus(REMEMBERED)));
  }
}
