package io.keytrail.server;

/// Which Keytrail this is.
final class Release {
  static final String VERSION = "0.1.0";

  private Release() {}
}
