package io.keytrail.server.ebs;

import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Shows instances by the request that launched them: those that are named, or all, in pages if
/// wanted.
final class DescribeInstances
    extends Ec2Operation<
        DescribeInstances.Input, Predicate<InstanceFilters.WithVolumes>, DescribeInstances.Output> {
  private static final int MAX_IDS = 1_000;
  private final EbsCore ebs;

  DescribeInstances(EbsCore ebs) {
    super(new Facts<>("DescribeInstances", Input.class, Output.class, true));
    this.ebs = ebs;
  }

  record Input(
      List<String> instanceIds,
      boolean dryRun,
      List<Filters.Given> filters,
      Optional<String> nextToken,
      Optional<Integer> maxResults) {

    Pages.Wanted wanted() {
      return new Pages.Wanted(instanceIds, maxResults, nextToken);
    }
  }

  record Output(Optional<String> nextToken, List<InstanceView.Reservation> reservations) {}

  @Override
  public Access access() {
    return Access.checked(action(), "*");
  }

  @Override
  public Future<Predicate<InstanceFilters.WithVolumes>> target(Call call, Input input) {
    input.wanted().require("instancesSet");
    if (input.instanceIds().size() > MAX_IDS) {
      throw Ec2Failures.invalidValue("At most " + MAX_IDS + " instance ids can be given");
    }
    input.instanceIds().forEach(ResourceId::requireInstance);
    return Future.succeededFuture(InstanceFilters.ALL.of(input.filters()));
  }

  @Override
  public List<Check> checks(Call call, Input input, Predicate<InstanceFilters.WithVolumes> target) {
    return List.of(Ec2Checks.any(action(), Place.of(call)));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call,
      Input input,
      Predicate<InstanceFilters.WithVolumes> target,
      Authorization authorization) {
    Ec2Failures.stopDryRun(input.dryRun());
    Place place = Place.of(call);
    Future<Pages.Page<InstanceFilters.WithVolumes>> page =
        input.instanceIds().isEmpty()
            ? new Pages<InstanceFilters.WithVolumes>(
                    with -> with.instance().id(),
                    Instance.PREFIX,
                    (after, limit) ->
                        ebs.instances()
                            .instances(place, after, limit)
                            .compose(found -> withVolumes(place, found)))
                .page(input.wanted(), target)
            : named(place, input.instanceIds(), target);
    return page.map(
        found -> Outcome.answer(new Output(found.nextToken(), reservations(found.items()))));
  }

  /// Every one of them must be there.
  private Future<Pages.Page<InstanceFilters.WithVolumes>> named(
      Place place, List<String> ids, Predicate<InstanceFilters.WithVolumes> filter) {
    return ebs.instances()
        .instances(place, ids)
        .compose(
            found -> {
              requireAll(ids, found);
              return withVolumes(place, found);
            })
        .map(all -> new Pages.Page<>(all.stream().filter(filter).toList(), Optional.empty()));
  }

  /// @throws io.keytrail.server.invoke.ApiException naming those that are missing
  static void requireAll(List<String> ids, List<Instance> found) {
    Set<String> missing = new HashSet<>(ids);
    found.forEach(instance -> missing.remove(instance.id()));
    if (missing.size() == 1) {
      throw Ec2Failures.noInstance(missing.iterator().next());
    }
    if (!missing.isEmpty()) {
      throw Ec2Failures.of(
          "InvalidInstanceID.NotFound",
          "The instance IDs '"
              + ids.stream().filter(missing::contains).distinct().collect(Collectors.joining(", "))
              + "' do not exist");
    }
  }

  private Future<List<InstanceFilters.WithVolumes>> withVolumes(
      Place place, List<Instance> instances) {
    List<String> ids = instances.stream().map(Instance::id).toList();
    return ebs.volumes()
        .attachedTo(place, ids)
        .map(
            volumes ->
                instances.stream()
                    .map(
                        instance ->
                            new InstanceFilters.WithVolumes(
                                instance,
                                volumes.stream()
                                    .filter(volume -> volume.attachedTo(instance.id()))
                                    .toList()))
                    .toList());
  }

  private static List<InstanceView.Reservation> reservations(
      List<InstanceFilters.WithVolumes> found) {
    Map<String, List<InstanceFilters.WithVolumes>> byReservation = new LinkedHashMap<>();
    found.forEach(
        with ->
            byReservation
                .computeIfAbsent(with.instance().reservation().id(), _ -> new ArrayList<>())
                .add(with));
    return byReservation.values().stream()
        .map(
            group ->
                InstanceView.Reservation.of(
                    group.getFirst().instance(),
                    group.stream()
                        .map(with -> InstanceView.of(with.instance(), with.volumes()))
                        .toList()))
        .toList();
  }
}
