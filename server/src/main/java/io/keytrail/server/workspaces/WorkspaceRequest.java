package io.keytrail.server.workspaces;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One desktop as it is asked for.
record WorkspaceRequest(
    String directoryId,
    String userName,
    String bundleId,
    Optional<String> volumeEncryptionKey,
    Optional<Boolean> userVolumeEncryptionEnabled,
    Optional<Boolean> rootVolumeEncryptionEnabled,
    Optional<WireProperties> workspaceProperties,
    List<TagPair> tags,
    Optional<String> workspaceName) {

  /// What it comes to, as far as that can be said without asking anybody.
  record Plan(
      Bundle bundle,
      Workspace.Properties properties,
      Map<String, String> tags,
      boolean rootEncrypted,
      boolean userEncrypted) {
    boolean encrypted() {
      return rootEncrypted || userEncrypted;
    }
  }

  /// @throws io.keytrail.server.invoke.ApiException for what cannot be
  Plan plan() {
    Bundle bundle =
        Bundle.of(bundleId)
            .orElseThrow(
                () -> WorkspacesErrors.notFound("The bundle " + bundleId + " does not exist."));
    boolean root = rootVolumeEncryptionEnabled.orElse(false);
    boolean user = userVolumeEncryptionEnabled.orElse(false);
    if (volumeEncryptionKey.isPresent() && !root && !user) {
      throw WorkspacesErrors.invalid(
          "VolumeEncryptionKey is given, but neither volume is to be encrypted: set"
              + " RootVolumeEncryptionEnabled or UserVolumeEncryptionEnabled.");
    }
    if (workspaceName.isPresent()) {
      throw WorkspacesErrors.invalid(
          "WorkspaceName is for user-decoupled WorkSpaces only; this one belongs to " + userName);
    }
    return new Plan(
        bundle,
        PropertyRules.of(bundle, workspaceProperties.orElse(WireProperties.NONE)),
        TagPair.read(tags),
        root,
        user);
  }
}
