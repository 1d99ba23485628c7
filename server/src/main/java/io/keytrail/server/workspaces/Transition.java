package io.keytrail.server.workspaces;

import static io.keytrail.server.workspaces.WorkspaceState.AVAILABLE;
import static io.keytrail.server.workspaces.WorkspaceState.ERROR;
import static io.keytrail.server.workspaces.WorkspaceState.IMPAIRED;
import static io.keytrail.server.workspaces.WorkspaceState.REBOOTING;
import static io.keytrail.server.workspaces.WorkspaceState.REBUILDING;
import static io.keytrail.server.workspaces.WorkspaceState.RESERVED;
import static io.keytrail.server.workspaces.WorkspaceState.STARTING;
import static io.keytrail.server.workspaces.WorkspaceState.STOPPED;
import static io.keytrail.server.workspaces.WorkspaceState.STOPPING;
import static io.keytrail.server.workspaces.WorkspaceState.SUSPENDED;
import static io.keytrail.server.workspaces.WorkspaceState.TERMINATED;
import static io.keytrail.server.workspaces.WorkspaceState.TERMINATING;
import static io.keytrail.server.workspaces.WorkspaceState.UNHEALTHY;

import java.util.EnumSet;
import java.util.Set;

/// What people may ask of a desktop that is there: from which states, and by which state it goes.
///
/// Source: facts/ebs-workspaces.md §4.6.
enum Transition {
  REBOOT(RebootJob.NAME, REBOOTING, EnumSet.of(AVAILABLE, UNHEALTHY, REBOOTING)),
  REBUILD(RebuildJob.NAME, REBUILDING, EnumSet.of(AVAILABLE, ERROR, UNHEALTHY, STOPPED, REBOOTING)),
  START(StartJob.NAME, STARTING, EnumSet.of(STOPPED)),
  STOP(StopJob.NAME, STOPPING, EnumSet.of(AVAILABLE, IMPAIRED, UNHEALTHY, ERROR)),
  /// One that is going already goes on as it is.
  TERMINATE(
      TerminateJob.NAME,
      TERMINATING,
      EnumSet.complementOf(EnumSet.of(RESERVED, SUSPENDED, TERMINATED)));

  private final String job;
  private final WorkspaceState via;
  private final Set<WorkspaceState> from;

  Transition(String job, WorkspaceState via, Set<WorkspaceState> from) {
    this.job = job;
    this.via = via;
    this.from = from;
  }

  /// The type of job that does it.
  String job() {
    return job;
  }

  WorkspaceState via() {
    return via;
  }

  boolean allowedFrom(WorkspaceState state) {
    return from.contains(state);
  }

  /// Whether it is under way already, so that asking again changes nothing.
  boolean underWay(WorkspaceState state) {
    return state == via;
  }

  /// Whether only a desktop that is not always on may be asked.
  boolean needsStoppable() {
    return this == START || this == STOP;
  }
}
