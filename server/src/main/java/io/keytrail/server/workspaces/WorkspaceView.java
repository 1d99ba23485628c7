package io.keytrail.server.workspaces;

import java.util.Optional;

/// A desktop as the wire shows it. What is encrypted is two flags and a key; users and volumes are
/// not shown by SID and id.
record WorkspaceView(
    String workspaceId,
    String directoryId,
    String userName,
    Optional<String> ipAddress,
    String state,
    String bundleId,
    Optional<String> subnetId,
    Optional<String> errorMessage,
    Optional<String> errorCode,
    Optional<String> computerName,
    Optional<String> volumeEncryptionKey,
    boolean userVolumeEncryptionEnabled,
    boolean rootVolumeEncryptionEnabled,
    WireProperties workspaceProperties) {

  static WorkspaceView of(Workspace workspace) {
    return new WorkspaceView(
        workspace.id(),
        workspace.owner().directoryId(),
        workspace.owner().userName(),
        workspace.network().ipAddress(),
        workspace.state().name(),
        workspace.bundleId(),
        workspace.network().subnetId(),
        workspace.failure().map(Workspace.Failure::message),
        workspace.failure().map(Workspace.Failure::code),
        workspace.network().computerName(),
        workspace.keyArn(),
        workspace.encrypted(VolumeKind.USER),
        workspace.encrypted(VolumeKind.ROOT),
        WireProperties.of(workspace.properties()));
  }
}
