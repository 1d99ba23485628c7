package io.keytrail.server.ebs;

/// What an instance is doing. An instance is a record only: it runs as soon as it is made.
public enum InstanceState {
  PENDING(0, "pending"),
  RUNNING(16, "running"),
  SHUTTING_DOWN(32, "shutting-down"),
  TERMINATED(48, "terminated");

  private final int code;
  private final String wireName;

  InstanceState(int code, String wireName) {
    this.code = code;
    this.wireName = wireName;
  }

  int code() {
    return code;
  }

  public String wireName() {
    return wireName;
  }
}
