package io.keytrail.server.ebs;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Launches instances, which are records: they run, have an address, and volumes can be brought to
/// them.
final class RunInstances
    extends Ec2Operation<RunInstances.Input, RunInstances.Target, InstanceView.Reservation> {
  private final EbsCore ebs;

  RunInstances(EbsCore ebs) {
    super(new Facts<>("RunInstances", Input.class, InstanceView.Reservation.class, false));
    this.ebs = ebs;
  }

  record Input(
      Optional<String> imageId,
      Optional<String> instanceType,
      Optional<String> keyName,
      int maxCount,
      int minCount,
      Optional<Placement> placement,
      Optional<String> clientToken,
      boolean dryRun,
      List<Tags.Specification> tagSpecifications) {}

  record Placement(Optional<String> availabilityZone) {}

  /// @param earlier what an earlier request of the same client token launched
  record Target(InstanceRequest request, List<Instance> earlier) {}

  @Override
  public Access access() {
    return new Access.Checked(
        List.of(
            new Access.Rule(action(), "the instances to be"),
            new Access.Rule(action(), "the image"),
            new Access.Rule("ec2:CreateTags", "the instances to be, with tags")));
  }

  @Override
  public Future<Target> target(Call call, Input input) {
    InstanceRequest request = InstanceRequest.of(call, input);
    Optional<ClientToken> token = request.clientToken();
    Future<List<Instance>> earlier =
        token.isPresent()
            ? ebs.instances().ofToken(Place.of(call), token.get().token())
            : Future.succeededFuture(List.of());
    return earlier.map(instances -> new Target(request, instances));
  }

  @Override
  public List<Check> checks(Call call, Input input, Target target) {
    InstanceRequest request = target.request();
    Place place = Place.of(call);
    List<Check> checks =
        new ArrayList<>(Ec2Checks.newInstance(action(), place, request.spec(), request.tags()));
    checks.add(Ec2Checks.image(action(), place, request.spec().imageId()));
    return checks;
  }

  @Override
  public Future<Outcome<InstanceView.Reservation>> execute(
      Call call, Input input, Target target, Authorization authorization) {
    Ec2Failures.stopDryRun(input.dryRun());
    if (!target.earlier().isEmpty()) {
      target
          .request()
          .clientToken()
          .orElseThrow()
          .requireSame(target.earlier().getFirst().reservation().token());
      return Future.succeededFuture(answer(call, target.earlier()));
    }
    List<Instance> instances = instances(call, target.request());
    return Future.succeededFuture(
        new Outcome.Change<>(
            tx -> insert(tx, instances).map(_ -> answer(call, instances)), List.of()));
  }

  private List<Instance> instances(Call call, InstanceRequest request) {
    Place place = Place.of(call);
    Instance.Reservation reservation =
        new Instance.Reservation(ResourceId.random("r-", ebs.random()), request.clientToken());
    Optional<String> sidDirectory =
        Optional.ofNullable(call.caller().serverContext().get(VolumeRequest.SID_DIRECTORY));
    List<Instance> instances = new ArrayList<>(request.count());
    for (int i = 0; i < request.count(); i++) {
      instances.add(
          new Instance(
              id(call, i),
              place,
              reservation,
              i,
              request.spec(),
              Addresses.random(place, request.spec().zone(), ebs.random()),
              request.tags(),
              sidDirectory,
              call.time(),
              Optional.empty(),
              1));
    }
    return instances;
  }

  private String id(Call call, int index) {
    Optional<String> chosen =
        Optional.ofNullable(call.caller().serverContext().get(ServerChoice.INSTANCE_ID));
    return chosen
        .filter(_ -> index == 0)
        .orElseGet(() -> ResourceId.random(Instance.PREFIX, ebs.random()));
  }

  private Future<Void> insert(Tx tx, List<Instance> instances) {
    return ebs.instances()
        .insert(tx, instances)
        .compose(
            done ->
                done
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        new Outcome.StaleTarget("the client token or an address is in use")));
  }

  private static Outcome.Answer<InstanceView.Reservation> answer(
      Call call, List<Instance> instances) {
    InstanceView.Reservation reservation =
        InstanceView.Reservation.of(
            instances.getFirst(), instances.stream().map(InstanceView::launched).toList());
    return new Outcome.Answer<>(
        reservation,
        Trail.details(inTrail(call, reservation), instances.getFirst().sidDirectory(), List.of()));
  }

  private static JsonValue inTrail(Call call, InstanceView.Reservation reservation) {
    return JsonObject.builder()
        .put("requestId", call.requestId())
        .put("reservationId", reservation.reservationId())
        .put("ownerId", reservation.ownerId())
        .put("groupSet", JsonObject.EMPTY)
        .put(
            "instancesSet",
            Trail.set(reservation.instances().stream().map(RunInstances::inTrail).toList()))
        .build();
  }

  private static JsonObject inTrail(InstanceView instance) {
    JsonObject.Builder shown =
        JsonObject.builder()
            .put("instanceId", instance.instanceId())
            .put("imageId", instance.imageId())
            .put("instanceState", state(instance.state()))
            .put("privateDnsName", instance.privateDnsName())
            .put("amiLaunchIndex", instance.amiLaunchIndex())
            .put("instanceType", instance.instanceType())
            .put("launchTime", instance.launchTime().toEpochMilli())
            .put(
                "placement",
                JsonObject.builder()
                    .put("availabilityZone", instance.placement().availabilityZone())
                    .put("tenancy", instance.placement().tenancy())
                    .build());
    instance.privateIpAddress().ifPresent(ip -> shown.put("privateIpAddress", ip));
    instance.keyName().ifPresent(name -> shown.put("keyName", name));
    return shown
        .put("rootDeviceType", instance.rootDeviceType())
        .put("tagSet", Trail.tagSet(instance.tags()))
        .put("clientToken", instance.clientToken())
        .build();
  }

  static JsonObject state(InstanceView.State state) {
    return JsonObject.builder().put("code", state.code()).put("name", state.name()).build();
  }
}
