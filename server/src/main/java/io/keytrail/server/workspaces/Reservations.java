package io.keytrail.server.workspaces;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Tx;
import io.keytrail.server.jobs.NewJob;
import io.keytrail.server.workspaces.Workspace.Work;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Desktops that are asked for: put down with their job before anything is done for them, so that a
/// server may end at any moment. The job that launches an admitted desktop takes a reservation back
/// that nobody admitted.
final class Reservations {
  /// Longer than an admission lasts; nothing else keeps a reservation alive.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// Ids that the server itself chose for a story it plays; no client can set them.
  private static final String CHOSEN_VOLUME = "keytrail:VolumeId";

  private static final String CHOSEN_INSTANCE = "keytrail:InstanceId";
  private static final String CHOSEN_WORKSPACE = "keytrail:WorkspaceId";

  private final WorkspacesCore core;

  Reservations(WorkspacesCore core) {
    this.core = core;
  }

  /// What is to be reserved.
  record Wish(
      WorkspaceRequest request,
      WorkspaceRequest.Plan plan,
      Workspace.Owner owner,
      Optional<String> keyArn) {}

  /// Fails with [ApiException] where the user has a desktop in that directory already, or the
  /// directory is not registered any more.
  Future<Workspace> reserve(Call call, Wish wish) {
    Workspace workspace = workspace(call, wish);
    return core.transactions()
        .inTransaction(
            tx ->
                core.directories()
                    .lock(tx, workspace.place(), wish.owner().directoryId(), false)
                    .compose(directory -> insert(tx, workspace, directory)));
  }

  private Future<Workspace> insert(
      Tx tx, Workspace workspace, Optional<WorkspaceDirectory> directory) {
    if (directory.isEmpty()) {
      throw WorkspacesErrors.noDirectory(workspace.owner().directoryId());
    }
    Workspace placed = placed(workspace, directory.get());
    return core.workspaces()
        .insert(tx, placed)
        .compose(
            done -> {
              if (!done) {
                throw WorkspacesErrors.alreadyExists(
                    "The user %s already has a WorkSpace in the directory %s."
                        .formatted(workspace.owner().userName(), workspace.owner().directoryId()));
              }
              return core.jobs().enqueue(tx, launch(placed)).map(placed);
            });
  }

  private static Workspace placed(Workspace workspace, WorkspaceDirectory directory) {
    return directory.subnetIds().isEmpty()
        ? workspace
        : workspace.with(
            new Workspace.Network(
                Optional.empty(), Optional.of(directory.subnetIds().getFirst()), Optional.empty()));
  }

  private static NewJob launch(Workspace workspace) {
    return new NewJob(
        workspace.work().job(),
        LaunchJob.NAME,
        workspace.place().account(),
        input(workspace),
        PATIENCE,
        Optional.empty());
  }

  /// What every job on a desktop is given.
  static JsonObject input(Workspace workspace) {
    return JsonObject.builder()
        .put("workspaceId", workspace.id())
        .put("region", workspace.place().region())
        .build();
  }

  private Workspace workspace(Call call, Wish wish) {
    WorkspaceRequest.Plan plan = wish.plan();
    Map<String, String> chosen = call.caller().serverContext();
    String id = chosen.getOrDefault(CHOSEN_WORKSPACE, core.ids().workspace());
    return new Workspace(
        id,
        Place.of(call),
        wish.owner(),
        plan.bundle().id(),
        WorkspaceState.RESERVED,
        Optional.empty(),
        wish.keyArn(),
        Optional.empty(),
        plan.properties(),
        machine(chosen, plan),
        new Workspace.Network(Optional.empty(), Optional.empty(), Optional.empty()),
        plan.tags(),
        work(call.time(), plan),
        call.time(),
        1);
  }

  private Workspace.Machine machine(Map<String, String> chosen, WorkspaceRequest.Plan plan) {
    String first = chosen.getOrDefault(CHOSEN_VOLUME, core.ids().volume());
    String second = core.ids().volume();
    List<Workspace.Volume> volumes = new ArrayList<>();
    if (plan.rootEncrypted()) {
      String id = plan.userEncrypted() ? second : first;
      volumes.add(new Workspace.Volume(VolumeKind.ROOT, id));
    }
    if (plan.userEncrypted()) {
      volumes.add(new Workspace.Volume(VolumeKind.USER, first));
    }
    return new Workspace.Machine(
        chosen.getOrDefault(CHOSEN_INSTANCE, core.ids().instance()), volumes, List.of());
  }

  private Work work(Instant now, WorkspaceRequest.Plan plan) {
    return new Work(
        UUID.randomUUID(),
        Optional.empty(),
        now,
        now.plus(core.simulation().launch(plan.rootEncrypted())));
  }

  /// Turns a reservation into a desktop on its way, as part of `tx`; empty if the reservation was
  /// taken back meanwhile.
  // INVARIANT: everywhere the job's row is locked before the desktop's, as jobs themselves do.
  Future<Optional<Workspace>> admit(Tx tx, Workspace reserved, Optional<String> grantId) {
    return core.jobs()
        .hasten(tx, reserved.work().job())
        .compose(_ -> lockReserved(tx, reserved))
        .compose(
            still -> {
              if (still.isEmpty()) {
                return Future.succeededFuture(Optional.empty());
              }
              Workspace admitted = still.get().admitted(grantId, still.get().work());
              return core.workspaces().update(tx, admitted).map(Optional.of(admitted));
            });
  }

  /// Takes a reservation back for which there is no grant.
  Future<Void> release(Workspace reserved) {
    return core.transactions()
        .inTransaction(
            tx ->
                core.jobs()
                    .withdraw(tx, reserved.work().job())
                    .compose(_ -> lockReserved(tx, reserved))
                    .compose(
                        still ->
                            still.isPresent()
                                ? core.workspaces()
                                    .update(tx, still.get().in(WorkspaceState.TERMINATED))
                                : Future.succeededFuture()));
  }

  private Future<Optional<Workspace>> lockReserved(Tx tx, Workspace reserved) {
    return core.workspaces()
        .lock(tx, reserved.place(), reserved.id())
        .map(found -> found.filter(one -> one.state() == WorkspaceState.RESERVED));
  }
}
