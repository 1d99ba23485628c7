package io.keytrail.server.ebs;

import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Shows volumes: those that are named, or all, in pages if wanted.
final class DescribeVolumes
    extends Ec2Operation<DescribeVolumes.Input, Predicate<Volume>, DescribeVolumes.Output> {
  private static final int MAX_IDS = 1_000;
  private final EbsCore ebs;

  DescribeVolumes(EbsCore ebs) {
    super(new Facts<>("DescribeVolumes", Input.class, Output.class, true));
    this.ebs = ebs;
  }

  record Input(
      List<String> volumeIds,
      boolean dryRun,
      List<Filters.Given> filters,
      Optional<String> nextToken,
      Optional<Integer> maxResults) {

    Pages.Wanted wanted() {
      return new Pages.Wanted(volumeIds, maxResults, nextToken);
    }
  }

  record Output(Optional<String> nextToken, List<VolumeView> volumes) {}

  @Override
  public Access access() {
    return Access.checked(action(), "*");
  }

  @Override
  public Future<Predicate<Volume>> target(Call call, Input input) {
    input.wanted().require("volumeIds");
    if (input.volumeIds().size() > MAX_IDS) {
      throw Ec2Failures.invalidValue("At most " + MAX_IDS + " volume ids can be given");
    }
    input.volumeIds().forEach(ResourceId::requireVolume);
    return Future.succeededFuture(VolumeFilters.ALL.of(input.filters()));
  }

  @Override
  public List<Check> checks(Call call, Input input, Predicate<Volume> target) {
    return List.of(Ec2Checks.any(action(), Place.of(call)));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, Predicate<Volume> target, Authorization authorization) {
    Ec2Failures.stopDryRun(input.dryRun());
    Place place = Place.of(call);
    Future<Pages.Page<Volume>> page =
        input.volumeIds().isEmpty()
            ? new Pages<>(
                    Volume::id,
                    Volume.PREFIX,
                    (after, limit) -> ebs.volumes().volumes(place, after, limit))
                .page(input.wanted(), target)
            : named(place, input.volumeIds(), target);
    return page.map(
        found ->
            Outcome.answer(
                new Output(
                    found.nextToken(), found.items().stream().map(VolumeView::of).toList())));
  }

  /// Every one of them must be there.
  private Future<Pages.Page<Volume>> named(
      Place place, List<String> ids, Predicate<Volume> filter) {
    return ebs.volumes()
        .volumes(place, ids)
        .map(
            found -> {
              Set<String> missing = new HashSet<>(ids);
              found.forEach(volume -> missing.remove(volume.id()));
              ids.stream()
                  .filter(missing::contains)
                  .findFirst()
                  .ifPresent(
                      id -> {
                        throw Ec2Failures.noVolume(id);
                      });
              return new Pages.Page<>(found.stream().filter(filter).toList(), Optional.empty());
            });
  }
}
