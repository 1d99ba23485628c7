package io.keytrail.server.cli;

/// What the program's exit says (DESIGN §6).
final class ExitCodes {
  static final int OK = 0;

  /// Something failed.
  static final int INTERNAL = 1;

  static final int USAGE = 2;

  /// A policy or a test file is invalid.
  static final int INVALID = 3;

  /// Something is not as it was expected to be.
  static final int EXPECTATION_FAILED = 4;

  static final int NEW_ACCESS = 5;

  private ExitCodes() {}
}
