package io.keytrail.server.workspaces;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// A desktop as it is at one version.
///
/// @param keyArn the key of its encrypted volumes; absent: none is encrypted
/// @param grantId of the service's grant on the key; absent where there is none, or not yet
/// @param failure why it is in ERROR
/// @param tags by key, in order
/// @param work the job that moves it, or moved it last
/// @param version from 1, raised by every change
public record Workspace(
    String id,
    Place place,
    Owner owner,
    String bundleId,
    WorkspaceState state,
    Optional<Failure> failure,
    Optional<String> keyArn,
    Optional<String> grantId,
    Properties properties,
    Machine machine,
    Network network,
    Map<String, String> tags,
    Work work,
    Instant created,
    long version) {
  public Workspace {
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
  }

  /// Whose desktop it is.
  public record Owner(String directoryId, String userName, String sid) {

    /// As KMS's encryption context and grants say it; the brackets are part of it.
    String sidDirectory() {
      return "[" + sid + "]@[" + directoryId + "]";
    }
  }

  public record Failure(String code, String message) {}

  /// @param autoStopMinutes present where the running mode is AUTO_STOP
  public record Properties(
      String runningMode,
      Optional<Integer> autoStopMinutes,
      int rootGib,
      int userGib,
      String computeType,
      String operatingSystem,
      String protocol) {
    boolean stoppable() {
      return !runningMode.equals(RunningModes.ALWAYS_ON);
    }
  }

  /// What EC2 has of it. All ids are chosen before EC2 is asked for anything.
  ///
  /// @param volumes the encrypted ones
  /// @param discarded volumes that are to be deleted
  public record Machine(String instanceId, List<Volume> volumes, List<String> discarded) {
    public Machine {
      volumes = List.copyOf(volumes);
      discarded = List.copyOf(discarded);
    }

    Optional<Volume> volume(VolumeKind kind) {
      return volumes.stream().filter(one -> one.kind() == kind).findFirst();
    }

    List<String> volumeIds() {
      return volumes.stream().map(Volume::id).toList();
    }

    /// Every volume that may be there.
    List<String> everyVolumeId() {
      List<String> all = new ArrayList<>(volumeIds());
      all.addAll(discarded);
      return List.copyOf(all);
    }
  }

  public record Volume(VolumeKind kind, String id) {}

  public record Network(
      Optional<String> ipAddress, Optional<String> subnetId, Optional<String> computerName) {}

  /// @param before a job that must have ended before `job` begins
  /// @param started when the state that it moves through began
  /// @param due when that state is to end, by the simulated clock
  public record Work(UUID job, Optional<UUID> before, Instant started, Instant due) {}

  boolean encrypted(VolumeKind kind) {
    return machine.volume(kind).isPresent();
  }

  boolean encrypted() {
    return !machine.volumes().isEmpty();
  }

  String arn() {
    return place.workspaceArn(id);
  }

  /// The name of the service's grant, by which it is found again.
  String grantName() {
    return "workspaces:" + id;
  }

  Workspace admitted(Optional<String> grant, Work next) {
    return next(WorkspaceState.PENDING, Optional.empty(), grant, machine, network, tags, next);
  }

  /// On its way through a state.
  Workspace moving(WorkspaceState via, Work next) {
    return next(via, Optional.empty(), grantId, machine, network, tags, next);
  }

  Workspace in(WorkspaceState state) {
    return next(state, Optional.empty(), grantId, machine, network, tags, work);
  }

  Workspace failed(Failure why) {
    return next(WorkspaceState.ERROR, Optional.of(why), grantId, machine, network, tags, work);
  }

  Workspace with(Machine other) {
    return next(state, failure, grantId, other, network, tags, work);
  }

  Workspace with(Network other) {
    return next(state, failure, grantId, machine, other, tags, work);
  }

  Workspace tagged(Map<String, String> other) {
    return next(state, failure, grantId, machine, network, other, work);
  }

  Workspace withoutGrant() {
    return next(state, failure, Optional.empty(), machine, network, tags, work);
  }

  // One place knows all components.
  private Workspace next(
      WorkspaceState nextState,
      Optional<Failure> why,
      Optional<String> grant,
      Machine nextMachine,
      Network nextNetwork,
      Map<String, String> nextTags,
      Work nextWork) {
    return new Workspace(
        id,
        place,
        owner,
        bundleId,
        nextState,
        why,
        keyArn,
        grant,
        properties,
        nextMachine,
        nextNetwork,
        nextTags,
        nextWork,
        created,
        version + 1);
  }
}
