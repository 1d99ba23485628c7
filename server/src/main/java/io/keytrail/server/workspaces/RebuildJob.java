package io.keytrail.server.workspaces;

import io.keytrail.server.workspaces.Workspace.Machine;
import io.keytrail.server.workspaces.Workspace.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rebuilds a desktop: a new root volume, the user volume as it is, and whatever an earlier attempt
/// left undone. The old root volume goes only once there is a new one.
final class RebuildJob extends WorkspaceJob {
  static final String NAME = "workspaces.rebuild";
  private final WorkspacesCore core;

  RebuildJob(WorkspacesCore core) {
    super(NAME, core);
    this.core = core;
  }

  @Override
  void perform(DesktopWork work) {
    if (work.workspace().state() != WorkspaceState.REBUILDING) {
      return;
    }
    Optional<String> address = work.instance();
    String newRoot = core.ids().volume();
    work.change("new root", one -> one.with(withNewRoot(one.machine(), newRoot)));
    Machine machine = work.workspace().machine();
    machine.volumes().forEach(work::volume);
    machine.discarded().forEach(work::detach);
    machine.volume(VolumeKind.USER).ifPresent(volume -> work.detach(volume.id()));
    machine.volumes().forEach(work::attach);
    machine.discarded().forEach(work::delete);
    work.rest();
    String computerName = core.ids().computerName();
    work.change(
        "available",
        one ->
            one.in(WorkspaceState.AVAILABLE)
                .with(new Machine(machine.instanceId(), machine.volumes(), List.of()))
                .with(
                    new Workspace.Network(
                        address.or(() -> one.network().ipAddress()),
                        one.network().subnetId(),
                        one.network().computerName().or(() -> Optional.of(computerName)))));
  }

  private static Machine withNewRoot(Machine machine, String newRoot) {
    List<Volume> volumes = new ArrayList<>();
    List<String> discarded = new ArrayList<>(machine.discarded());
    for (Volume volume : machine.volumes()) {
      if (volume.kind() == VolumeKind.ROOT) {
        discarded.add(volume.id());
        volumes.add(new Volume(VolumeKind.ROOT, newRoot));
      } else {
        volumes.add(volume);
      }
    }
    return new Machine(machine.instanceId(), volumes, discarded);
  }
}
