package io.keytrail.server.kms;

/// The states of a key. Those that this server's keys never reach yet are here because the state
/// table has them.
public enum KeyState {
  ENABLED("Enabled"),
  DISABLED("Disabled"),
  PENDING_DELETION("PendingDeletion"),
  PENDING_IMPORT("PendingImport"),
  UNAVAILABLE("Unavailable"),
  CREATING("Creating"),
  UPDATING("Updating"),
  /// The material is gone. Nobody sees such a key: to callers it does not exist.
  DELETED("Deleted");

  private final String wireName;

  KeyState(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }
}
