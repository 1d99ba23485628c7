package io.keytrail.server.directory;

import java.util.Arrays;

/// Where a directory is in its life, in AWS's words. Ours are ACTIVE from their first moment,
/// because no domain controllers have to be built; in any other stage a directory cannot be used.
public enum Stage {
  REQUESTED("Requested"),
  CREATING("Creating"),
  CREATED("Created"),
  ACTIVE("Active"),
  INOPERABLE("Inoperable"),
  IMPAIRED("Impaired"),
  DELETING("Deleting"),
  FAILED("Failed");

  private final String wireName;

  Stage(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  /// @throws IllegalArgumentException if there is no such stage
  public static Stage of(String wireName) {
    return Arrays.stream(values())
        .filter(stage -> stage.wireName.equals(wireName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no stage `" + wireName + "`"));
  }
}
