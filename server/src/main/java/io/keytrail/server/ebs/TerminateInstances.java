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
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Ends instances, all of them or none. Volumes that were brought to them stay, detached.
final class TerminateInstances
    extends Ec2Operation<
        TerminateInstances.Input, TerminateInstances.Target, TerminateInstances.Output> {
  private static final int MAX_IDS = 1_000;
  private final EbsCore ebs;

  TerminateInstances(EbsCore ebs) {
    super(new Facts<>("TerminateInstances", Input.class, Output.class, false));
    this.ebs = ebs;
  }

  record Input(List<String> instanceIds, boolean dryRun) {}

  record Output(List<StateChange> terminatingInstances) {}

  record StateChange(
      InstanceView.State currentState, String instanceId, InstanceView.State previousState) {}

  /// @param volumes that are at them
  record Target(List<Instance> instances, List<Volume> volumes) {
    List<Instance> running() {
      return instances.stream().filter(one -> one.ended().isEmpty()).toList();
    }
  }

  @Override
  public Access access() {
    return Access.checked(action(), "each instance");
  }

  @Override
  public Future<Target> target(Call call, Input input) {
    if (input.instanceIds().isEmpty()) {
      throw Ec2Failures.missing("The request must contain the parameter InstanceId");
    }
    if (input.instanceIds().size() > MAX_IDS) {
      throw Ec2Failures.invalidValue("At most " + MAX_IDS + " instance ids can be given");
    }
    input.instanceIds().forEach(ResourceId::requireInstance);
    Place place = Place.of(call);
    return ebs.instances()
        .instances(place, input.instanceIds())
        .compose(
            found ->
                ebs.volumes()
                    .attachedTo(place, found.stream().map(Instance::id).toList())
                    .map(volumes -> new Target(found, volumes)));
  }

  @Override
  public List<Check> checks(Call call, Input input, Target target) {
    Map<String, Instance> byId =
        target.instances().stream().collect(Collectors.toMap(Instance::id, Function.identity()));
    return input.instanceIds().stream()
        .distinct()
        .map(
            id ->
                Ec2Checks.instance(action(), Place.of(call), id, Optional.ofNullable(byId.get(id))))
        .toList();
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, Target target, Authorization authorization) {
    Ec2Failures.stopDryRun(input.dryRun());
    DescribeInstances.requireAll(input.instanceIds(), target.instances());
    Outcome.Answer<Output> answer = answer(call, target);
    List<Outcome.Invalidation> keys =
        target.volumes().stream().map(volume -> Settlement.forget(volume.id())).toList();
    return Future.succeededFuture(
        new Outcome.Change<>(
            tx -> end(tx, call, target).map(answer), keys, () -> settle(call, target)));
  }

  private Future<Void> end(Tx tx, Call call, Target target) {
    List<Instance> running = target.running();
    return ebs.instances()
        .lock(tx, running)
        .compose(_ -> requireSame(tx, running, target.volumes()))
        .compose(_ -> each(target.volumes(), volume -> detach(tx, volume)))
        .compose(
            _ -> each(running, one -> ebs.instances().update(tx, one.terminated(call.time()))));
  }

  /// Under the instances' locks nothing joins them any more; what joined before must be known.
  private Future<Void> requireSame(Tx tx, List<Instance> running, List<Volume> known) {
    return each(
        running,
        one ->
            ebs.volumes()
                .attachedTo(tx, one)
                .map(
                    there -> {
                      if (!known.containsAll(there)) {
                        throw new Outcome.StaleTarget("the volumes at " + one.id() + " changed");
                      }
                      return null;
                    }));
  }

  private Future<Void> detach(Tx tx, Volume volume) {
    return ebs.volumes().lock(tx, volume).compose(_ -> ebs.volumes().update(tx, volume.detached()));
  }

  private Future<Void> settle(Call call, Target target) {
    return each(target.volumes(), volume -> ebs.settlement().settle(call, volume.id()));
  }

  private static <T> Future<Void> each(List<T> all, Function<T, Future<Void>> work) {
    Future<Void> done = Future.succeededFuture();
    for (T one : all) {
      done = done.compose(_ -> work.apply(one));
    }
    return done;
  }

  private static Outcome.Answer<Output> answer(Call call, Target target) {
    List<StateChange> changes = new ArrayList<>();
    for (Instance instance : target.instances()) {
      boolean over = instance.ended().isPresent();
      changes.add(
          new StateChange(
              InstanceView.State.of(over ? InstanceState.TERMINATED : InstanceState.SHUTTING_DOWN),
              instance.id(),
              InstanceView.State.of(instance.state())));
    }
    Optional<String> sidDirectory =
        target.instances().stream().flatMap(one -> one.sidDirectory().stream()).findFirst();
    List<String> volumes = target.volumes().stream().map(Volume::id).toList();
    return new Outcome.Answer<>(
        new Output(changes), Trail.details(inTrail(call, changes), sidDirectory, volumes));
  }

  private static JsonValue inTrail(Call call, List<StateChange> changes) {
    List<JsonObject> items =
        changes.stream()
            .map(
                change ->
                    JsonObject.builder()
                        .put("instanceId", change.instanceId())
                        .put("currentState", RunInstances.state(change.currentState()))
                        .put("previousState", RunInstances.state(change.previousState()))
                        .build())
            .toList();
    return JsonObject.builder()
        .put("requestId", call.requestId())
        .put("instancesSet", Trail.set(items))
        .build();
  }
}
