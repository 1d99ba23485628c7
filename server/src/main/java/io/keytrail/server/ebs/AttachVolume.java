package io.keytrail.server.ebs;

import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/// Brings a volume to an instance. The data key of an encrypted one is opened first, and stays in
/// memory while the volume is attached; where KMS refuses, so does this.
final class AttachVolume
    extends Ec2Operation<AttachVolume.Input, AttachTarget, VolumeView.AttachmentView> {
  private static final int MAX_ATTACHED = 40;
  private static final String ATTACHING = "attaching";

  private final EbsCore ebs;
  private final KeyedAttachment keyed;

  AttachVolume(EbsCore ebs) {
    super(new Facts<>("AttachVolume", Input.class, VolumeView.AttachmentView.class, false));
    this.ebs = ebs;
    this.keyed = new KeyedAttachment(ebs);
  }

  record Input(String device, String instanceId, String volumeId, boolean dryRun) {}

  @Override
  public Access access() {
    return new Access.Checked(
        List.of(
            new Access.Rule(action(), "the volume"), new Access.Rule(action(), "the instance")));
  }

  @Override
  public Future<AttachTarget> target(Call call, Input input) {
    Devices.require(input.device());
    return AttachTarget.load(ebs, call, input.volumeId(), Optional.of(input.instanceId()));
  }

  @Override
  public List<Check> checks(Call call, Input input, AttachTarget target) {
    return target.checks(action(), Place.of(call));
  }

  @Override
  public Future<Outcome<VolumeView.AttachmentView>> execute(
      Call call, Input input, AttachTarget target, Authorization authorization) {
    Ec2Failures.stopDryRun(input.dryRun());
    Volume volume = target.requireVolume();
    Instance instance = target.requireInstance();
    requireFit(volume, instance);
    KeyedAttachment.Wish wish =
        new KeyedAttachment.Wish(
            volume,
            keyed.attachment(call, volume, instance, input.device()),
            tx -> requireFree(tx, instance, input.device()));
    return volume.encrypted() ? keyed.attach(call, wish, this::answer) : plain(call, wish);
  }

  private static void requireFit(Volume volume, Instance instance) {
    if (instance.state() != InstanceState.RUNNING) {
      throw Ec2Failures.incorrectState("Instance '" + instance.id() + "' is not 'running'.");
    }
    if (!volume.spec().zone().equals(instance.spec().zone())) {
      throw Ec2Failures.of(
          "InvalidVolume.ZoneMismatch",
          "The volume '%s' is not in the same availability zone as instance '%s'"
              .formatted(volume.id(), instance.id()));
    }
    switch (volume.state()) {
      case AVAILABLE -> {}
      case IN_USE ->
          throw Ec2Failures.volumeInUse(volume.id() + " is already attached to an instance");
      case CREATING, DELETING, ERROR ->
          throw Ec2Failures.incorrectState(
              "Volume '%s' is in the '%s' state; it must be 'available'."
                  .formatted(volume.id(), volume.state().wireName()));
    }
  }

  /// Under the instance's lock, which everything that attaches to it takes.
  private Future<Void> requireFree(Tx tx, Instance instance, String device) {
    return ebs.instances()
        .lock(tx, List.of(instance))
        .compose(_ -> ebs.volumes().attachedTo(tx, instance))
        .map(
            there -> {
              if (there.stream().anyMatch(volume -> Devices.isAt(volume, device))) {
                throw Ec2Failures.invalidValue(
                    "Invalid value '%s' for unixDevice. Attachment point %s is already in use"
                        .formatted(device, device));
              }
              if (there.size() >= MAX_ATTACHED) {
                throw Ec2Failures.of(
                    "AttachmentLimitExceeded",
                    "The instance has %d volumes, the most there can be.".formatted(there.size()));
              }
              return null;
            });
  }

  private Future<Outcome<VolumeView.AttachmentView>> plain(Call call, KeyedAttachment.Wish wish) {
    Volume attached = wish.volume().attaching(wish.attachment().done());
    return Future.succeededFuture(
        new Outcome.Change<>(
            tx ->
                wish.free()
                    .apply(tx)
                    .compose(_ -> ebs.volumes().lock(tx, wish.volume()))
                    .compose(_ -> ebs.volumes().update(tx, attached))
                    .map(_ -> answer(call, attached)),
            List.of()));
  }

  /// As in AWS, the answer says that it has begun.
  private Outcome.Answer<VolumeView.AttachmentView> answer(Call call, Volume volume) {
    VolumeView.AttachmentView view =
        VolumeView.AttachmentView.of(volume, volume.attachment().orElseThrow(), ATTACHING);
    Optional<String> sidDirectory = volume.desktop().map(VolumeKey.Desktop::sidDirectory);
    return new Outcome.Answer<>(
        view, Trail.details(view.inTrail(call.requestId()), sidDirectory, List.of(volume.id())));
  }
}
