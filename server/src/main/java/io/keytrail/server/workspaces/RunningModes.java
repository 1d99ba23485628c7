package io.keytrail.server.workspaces;

/// When a desktop runs.
final class RunningModes {
  static final String ALWAYS_ON = "ALWAYS_ON";
  static final String AUTO_STOP = "AUTO_STOP";
  static final String MANUAL = "MANUAL";

  private RunningModes() {}
}
