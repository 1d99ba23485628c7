package io.keytrail.server.workspaces;

import io.keytrail.server.workspaces.Workspace.Failure;

/// A desktop cannot be brought to where it was going: it ends in ERROR, and says why.
final class DesktopFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure why;

  DesktopFailed(Failure why) {
    super(why.message(), null, false, false);
    this.why = why;
  }

  Failure why() {
    return why;
  }
}
