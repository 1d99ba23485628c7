package io.keytrail.server.ebs;

import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/// Ends a volume that is not in use; its grant is retired, and then it is gone.
final class DeleteVolume
    extends Ec2Operation<DeleteVolume.Input, Optional<Volume>, DeleteVolume.Output> {
  private final EbsCore ebs;

  DeleteVolume(EbsCore ebs) {
    super(new Facts<>("DeleteVolume", Input.class, Output.class, false));
    this.ebs = ebs;
  }

  record Input(String volumeId, boolean dryRun) {}

  record Output() {}

  @Override
  public Access access() {
    return Access.checked(action(), "the volume");
  }

  @Override
  public Future<Optional<Volume>> target(Call call, Input input) {
    return ebs.volumes().volume(Place.of(call), ResourceId.requireVolume(input.volumeId()));
  }

  @Override
  public List<Check> checks(Call call, Input input, Optional<Volume> target) {
    return List.of(Ec2Checks.volume(action(), Place.of(call), input.volumeId(), target));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, Optional<Volume> target, Authorization authorization) {
    Ec2Failures.stopDryRun(input.dryRun());
    Volume volume = target.orElseThrow(() -> Ec2Failures.noVolume(input.volumeId()));
    requireIdle(volume);
    Optional<String> sidDirectory = volume.desktop().map(VolumeKey.Desktop::sidDirectory);
    Outcome.Answer<Output> answer =
        new Outcome.Answer<>(
            new Output(),
            Trail.details(Trail.done(call.requestId()), sidDirectory, List.of(volume.id())));
    return Future.succeededFuture(
        new Outcome.Change<>(
            tx ->
                ebs.volumes()
                    .lock(tx, volume)
                    .compose(_ -> ebs.volumes().update(tx, volume.deleting()))
                    .map(answer),
            List.of(),
            () -> ebs.settlement().settle(call, volume.id())));
  }

  private static void requireIdle(Volume volume) {
    switch (volume.state()) {
      case AVAILABLE, ERROR -> {}
      case IN_USE ->
          throw Ec2Failures.volumeInUse(
              "Volume %s is currently attached to %s"
                  .formatted(
                      volume.id(),
                      volume.attachment().map(Attachment::instanceId).orElse("an instance")));
      case CREATING, DELETING ->
          throw Ec2Failures.incorrectState(
              "Volume '%s' is in the '%s' state."
                  .formatted(volume.id(), volume.state().wireName()));
    }
  }
}
