package io.keytrail.server.workspaces;

/// The states of a desktop. Those that nothing here leads to are AWS's as well: clients know them.
///
/// Source: facts/ebs-workspaces.md §4.6.
public enum WorkspaceState {
  /// Asked for, and not admitted yet. Nobody sees it.
  RESERVED,
  PENDING,
  AVAILABLE,
  IMPAIRED,
  UNHEALTHY,
  REBOOTING,
  STARTING,
  REBUILDING,
  RESTORING,
  MAINTENANCE,
  ADMIN_MAINTENANCE,
  TERMINATING,
  /// It is gone; nobody sees it any more.
  TERMINATED,
  SUSPENDED,
  UPDATING,
  STOPPING,
  STOPPED,
  ERROR;

  /// Whether descriptions show it.
  public boolean visible() {
    return this != RESERVED && this != TERMINATED;
  }
}
