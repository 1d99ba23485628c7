package io.keytrail.server.workspaces;

/// Another job moves the desktop now; this one has nothing more to do.
final class Superseded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Superseded(String workspaceId) {
    super("another job moves " + workspaceId, null, false, false);
  }
}
