package io.keytrail.server.ebs;

/// What a volume is doing.
public enum VolumeState {
  /// Its key is being asked for.
  CREATING("creating"),
  AVAILABLE("available"),
  IN_USE("in-use"),
  /// It goes as soon as its grants are retired.
  DELETING("deleting"),
  /// Its data key is not one that it could be encrypted with.
  ERROR("error");

  private final String wireName;

  VolumeState(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }
}
