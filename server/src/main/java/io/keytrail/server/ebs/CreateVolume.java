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

/// Makes a volume. As in AWS, the KMS key is asked afterwards: a volume whose key KMS refuses was
/// created, and is gone.
final class CreateVolume extends Ec2Operation<CreateVolume.Input, CreateVolume.Target, VolumeView> {
  private final EbsCore ebs;

  CreateVolume(EbsCore ebs) {
    super(new Facts<>("CreateVolume", Input.class, VolumeView.class, false));
    this.ebs = ebs;
  }

  record Input(
      String availabilityZone,
      boolean encrypted,
      Optional<Integer> iops,
      Optional<String> kmsKeyId,
      Optional<Integer> size,
      Optional<String> volumeType,
      boolean dryRun,
      List<Tags.Specification> tagSpecifications,
      Optional<Integer> throughput,
      Optional<String> clientToken) {}

  /// @param keyName the key's ARN if there is such a key, else as it was named; absent: none
  /// @param earlier what an earlier request of the same client token made
  record Target(VolumeRequest request, Optional<String> keyName, Optional<Volume> earlier) {}

  @Override
  public Access access() {
    return new Access.Checked(
        List.of(
            new Access.Rule(action(), "the volume to be"),
            new Access.Rule("ec2:CreateTags", "the volume to be, with tags")));
  }

  @Override
  public Future<Target> target(Call call, Input input) {
    VolumeRequest request = VolumeRequest.of(call, input);
    Optional<ClientToken> token = request.clientToken();
    Future<Optional<Volume>> earlier =
        token.isPresent()
            ? ebs.volumes().ofToken(Place.of(call), token.get().token())
            : Future.succeededFuture(Optional.empty());
    return earlier.compose(
        volume -> keyName(call, request).map(keyName -> new Target(request, keyName, volume)));
  }

  private Future<Optional<String>> keyName(Call call, VolumeRequest request) {
    return request.keyName().isPresent()
        ? ebs.keys().named(call, request.keyName().get()).map(Optional::of)
        : Future.succeededFuture(Optional.empty());
  }

  @Override
  public List<Check> checks(Call call, Input input, Target target) {
    return Ec2Checks.newVolume(
        action(),
        Place.of(call),
        target.request().spec(),
        target.keyName(),
        target.request().tags());
  }

  @Override
  public Future<Outcome<VolumeView>> execute(
      Call call, Input input, Target target, Authorization authorization) {
    Ec2Failures.stopDryRun(input.dryRun());
    if (target.earlier().isPresent()) {
      Volume earlier = target.earlier().get();
      target.request().clientToken().orElseThrow().requireSame(earlier.token());
      return Future.succeededFuture(answer(call, earlier));
    }
    return key(call, target).map(key -> create(call, volume(call, target.request(), key)));
  }

  private Future<Optional<VolumeKey>> key(Call call, Target target) {
    VolumeRequest request = target.request();
    if (!request.encrypted()) {
      return Future.succeededFuture(Optional.empty());
    }
    Future<String> name =
        request.kmsKey().isPresent()
            ? Future.succeededFuture(target.keyName().orElseThrow())
            : ebs.managedKeys().keyArn(call, "ebs");
    return name.map(
        key ->
            Optional.of(
                new VolumeKey(
                    key,
                    request.desktop(),
                    Optional.empty(),
                    request.desktop().isPresent()
                        ? Optional.empty()
                        : Optional.of(call.caller()))));
  }

  private Volume volume(Call call, VolumeRequest request, Optional<VolumeKey> key) {
    String id =
        call.caller()
            .serverContext()
            .getOrDefault(ServerChoice.VOLUME_ID, ResourceId.random(Volume.PREFIX, ebs.random()));
    return new Volume(
        id,
        Place.of(call),
        request.spec(),
        key,
        key.isPresent() ? VolumeState.CREATING : VolumeState.AVAILABLE,
        Optional.empty(),
        List.of(),
        request.tags(),
        call.time(),
        request.clientToken(),
        1);
  }

  private Outcome<VolumeView> create(Call call, Volume volume) {
    return new Outcome.Change<>(
        tx -> insert(tx, volume).map(_ -> answer(call, volume)),
        List.of(),
        () -> ebs.settlement().settle(call, volume.id()));
  }

  private Future<Void> insert(Tx tx, Volume volume) {
    return ebs.volumes()
        .insert(tx, volume)
        .compose(
            done ->
                done
                    ? Future.succeededFuture()
                    : Future.failedFuture(new Outcome.StaleTarget("the client token is in use")));
  }

  private static Outcome.Answer<VolumeView> answer(Call call, Volume volume) {
    VolumeView view = VolumeView.created(volume);
    Optional<String> sidDirectory = volume.desktop().map(VolumeKey.Desktop::sidDirectory);
    return new Outcome.Answer<>(
        view, Trail.details(view.inTrail(call.requestId()), sidDirectory, List.of(volume.id())));
  }
}
