package io.keytrail.server.workspaces;

import io.keytrail.server.workspaces.Workspace.Properties;
import java.util.List;
import java.util.Optional;

/// What a desktop's properties may be.
///
/// Source of the sizes: the service's API reference on WorkspaceProperties.
final class PropertyRules {
  private static final int STANDARD_ROOT = 80;
  private static final List<Integer> STANDARD_USER = List.of(10, 50, 100);
  private static final int LARGE_ROOT = 175;
  private static final int LARGE_USER = 100;
  private static final int MOST = 2_000;
  private static final int HOUR = 60;
  private static final String DEFAULT_PROTOCOL = "WSP";

  private PropertyRules() {}

  /// @throws io.keytrail.server.invoke.ApiException for properties that cannot be
  static Properties of(Bundle bundle, WireProperties wanted) {
    String mode = wanted.runningMode().orElse(RunningModes.ALWAYS_ON);
    int root = wanted.rootVolumeSizeGib().orElse(bundle.rootGib());
    int user = wanted.userVolumeSizeGib().orElse(bundle.userGib());
    requireSizes(root, user);
    requireSame("ComputeTypeName", wanted.computeTypeName(), bundle.computeType(), bundle);
    requireSame(
        "OperatingSystemName", wanted.operatingSystemName(), bundle.operatingSystem(), bundle);
    if (wanted.protocols().size() > 1) {
      throw WorkspacesErrors.invalid("A WorkSpace has one protocol: PCOIP or WSP.");
    }
    return new Properties(
        mode,
        autoStop(mode, wanted.runningModeAutoStopTimeoutInMinutes()),
        root,
        user,
        bundle.computeType(),
        bundle.operatingSystem(),
        wanted.protocols().isEmpty() ? DEFAULT_PROTOCOL : wanted.protocols().getFirst());
  }

  private static void requireSizes(int root, int user) {
    boolean standard = root == STANDARD_ROOT && STANDARD_USER.contains(user);
    boolean large = root >= LARGE_ROOT && root <= MOST && user >= LARGE_USER && user <= MOST;
    if (!standard && !large) {
      throw WorkspacesErrors.invalid(
          ("A root volume of %d GiB does not go with a user volume of %d GiB: it is 80 with 10, 50"
                  + " or 100, or 175 to 2000 with 100 to 2000.")
              .formatted(root, user));
    }
  }

  private static void requireSame(
      String member, Optional<String> wanted, String ofBundle, Bundle bundle) {
    if (wanted.isPresent() && !wanted.get().equals(ofBundle)) {
      throw WorkspacesErrors.invalid(
          "The bundle %s has the %s %s, not %s."
              .formatted(bundle.id(), member, ofBundle, wanted.get()));
    }
  }

  private static Optional<Integer> autoStop(String mode, Optional<Integer> minutes) {
    if (!mode.equals(RunningModes.AUTO_STOP)) {
      if (minutes.isPresent()) {
        throw WorkspacesErrors.invalid(
            "RunningModeAutoStopTimeoutInMinutes goes with the running mode AUTO_STOP.");
      }
      return Optional.empty();
    }
    int wanted = minutes.orElse(HOUR);
    if (wanted < HOUR || wanted % HOUR != 0) {
      throw WorkspacesErrors.invalid(
          "RunningModeAutoStopTimeoutInMinutes is a multiple of 60, not " + wanted + ".");
    }
    return Optional.of(wanted);
  }
}
