package io.keytrail.server.ebs;

import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/// Takes a volume from its instance; its plaintext key is wiped, and the grant for the attachment
/// retired. Nothing of it needs the key to be usable.
final class DetachVolume
    extends Ec2Operation<DetachVolume.Input, AttachTarget, VolumeView.AttachmentView> {
  private static final String DETACHING = "detaching";
  private final EbsCore ebs;

  DetachVolume(EbsCore ebs) {
    super(new Facts<>("DetachVolume", Input.class, VolumeView.AttachmentView.class, false));
    this.ebs = ebs;
  }

  /// @param force accepted: an attachment here never hangs
  record Input(
      Optional<String> device,
      boolean force,
      Optional<String> instanceId,
      String volumeId,
      boolean dryRun) {}

  @Override
  public Access access() {
    return new Access.Checked(
        List.of(
            new Access.Rule(action(), "the volume"), new Access.Rule(action(), "the instance")));
  }

  @Override
  public Future<AttachTarget> target(Call call, Input input) {
    return AttachTarget.load(ebs, call, input.volumeId(), input.instanceId());
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
    Attachment attachment = requireAttached(volume, input);
    return Future.succeededFuture(
        new Outcome.Change<>(
            tx ->
                ebs.volumes()
                    .lock(tx, volume)
                    .compose(_ -> ebs.volumes().update(tx, volume.detached()))
                    .map(_ -> answer(call, volume, attachment)),
            List.of(Settlement.forget(volume.id())),
            () -> ebs.settlement().settle(call, volume.id())));
  }

  private static Attachment requireAttached(Volume volume, Input input) {
    Attachment attachment =
        volume
            .attachment()
            .filter(at -> input.instanceId().map(at.instanceId()::equals).orElse(true))
            .filter(_ -> input.device().map(name -> Devices.isAt(volume, name)).orElse(true))
            .orElseThrow(() -> notThere(volume, input));
    if (!attachment.attached()) {
      throw Ec2Failures.incorrectState("Volume '" + volume.id() + "' is still being attached.");
    }
    return attachment;
  }

  private static RuntimeException notThere(Volume volume, Input input) {
    String where =
        input.instanceId().map(id -> "to instance '" + id + "'").orElse("to any instance")
            + input.device().map(name -> " as device '" + name + "'").orElse("");
    return Ec2Failures.of(
        "InvalidAttachment.NotFound",
        "Volume '%s' is not attached %s.".formatted(volume.id(), where));
  }

  /// As in AWS, the answer says that it has begun.
  private static Outcome.Answer<VolumeView.AttachmentView> answer(
      Call call, Volume volume, Attachment attachment) {
    VolumeView.AttachmentView view = VolumeView.AttachmentView.of(volume, attachment, DETACHING);
    Optional<String> sidDirectory = volume.desktop().map(VolumeKey.Desktop::sidDirectory);
    return new Outcome.Answer<>(
        view, Trail.details(view.inTrail(call.requestId()), sidDirectory, List.of(volume.id())));
  }
}
