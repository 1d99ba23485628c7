package io.keytrail.server.workspaces;

import java.util.List;
import java.util.Optional;

/// `WorkspaceProperties` as the wire has them.
record WireProperties(
    Optional<String> runningMode,
    Optional<Integer> runningModeAutoStopTimeoutInMinutes,
    Optional<Integer> rootVolumeSizeGib,
    Optional<Integer> userVolumeSizeGib,
    Optional<String> computeTypeName,
    List<String> protocols,
    Optional<String> operatingSystemName) {
  static final WireProperties NONE =
      new WireProperties(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty());

  static WireProperties of(Workspace.Properties properties) {
    return new WireProperties(
        Optional.of(properties.runningMode()),
        properties.autoStopMinutes(),
        Optional.of(properties.rootGib()),
        Optional.of(properties.userGib()),
        Optional.of(properties.computeType()),
        List.of(properties.protocol()),
        Optional.of(properties.operatingSystem()));
  }
}
