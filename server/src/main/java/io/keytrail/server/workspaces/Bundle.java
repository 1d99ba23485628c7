package io.keytrail.server.workspaces;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a desktop is made of. There is one, AWS's as far as clients can tell; own bundles cannot be
/// made here.
record Bundle(
    String id,
    String name,
    String description,
    String computeType,
    String operatingSystem,
    int rootGib,
    int userGib,
    String imageId,
    String instanceType,
    String machineImage) {
  static final String OWNER = "AMAZON";
  static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");

  static final Bundle STANDARD =
      new Bundle(
          "wsb-0standard1",
          "Standard with Windows 10 (Server 2022 based)",
          "Windows 10 experience provided by Windows Server 2022, 2 vCPU, 4 GiB memory, 80 GB root"
              + " volume, 50 GB user volume",
          "STANDARD",
          "WINDOWS_SERVER_2022",
          80,
          50,
          "wsi-0standard1",
          "t3.medium",
          "ami-0b5d1f7a3c9e2468d");

  static final List<Bundle> ALL = List.of(STANDARD);

  static Optional<Bundle> of(String id) {
    return ALL.stream().filter(one -> one.id().equals(id)).findFirst();
  }
}
