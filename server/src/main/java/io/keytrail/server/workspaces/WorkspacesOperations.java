package io.keytrail.server.workspaces;

import io.keytrail.server.crypto.RootKey;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.KeyFacts;
import io.keytrail.server.invoke.ManagedKeys;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.ServiceCalls;
import io.keytrail.server.invoke.ServiceRoles;
import io.keytrail.server.invoke.Transactions;
import io.keytrail.server.jobs.JobQueue;
import io.keytrail.server.jobs.JobType;
import java.security.SecureRandom;
import java.util.List;

/// Puts WorkSpaces together: its operations and its jobs.
public final class WorkspacesOperations {
  private final WorkspacesCore core;

  public WorkspacesOperations(Dependencies needs) {
    core =
        new WorkspacesCore(
            needs.workspaces(),
            needs.directories(),
            needs.images(),
            needs.jobs(),
            needs.transactions(),
            needs.calls(),
            needs.roles(),
            needs.managedKeys(),
            needs.keys(),
            new Ids(needs.random()),
            needs.simulation(),
            new Tokens(needs.rootKey()));
  }

  /// What WorkSpaces needs.
  public record Dependencies(
      WorkspaceStore workspaces,
      DirectoryStore directories,
      ImageStore images,
      JobQueue jobs,
      Transactions transactions,
      ServiceCalls calls,
      ServiceRoles roles,
      ManagedKeys managedKeys,
      KeyFacts keys,
      Simulation simulation,
      RootKey rootKey,
      SecureRandom random) {}

  public List<Operation<?, ?, ?>> operations() {
    return List.of(
        new RegisterWorkspaceDirectory(core),
        new DeregisterWorkspaceDirectory(core),
        new DescribeWorkspaceDirectories(core),
        new DescribeWorkspaceBundles(),
        new CreateWorkspaces(core),
        new DescribeWorkspaces(core),
        new RebootWorkspaces(core),
        new RebuildWorkspaces(core),
        new StartWorkspaces(core),
        new StopWorkspaces(core),
        new TerminateWorkspaces(core),
        new CreateWorkspaceImage(core),
        new DescribeWorkspaceImages(core),
        new DeleteWorkspaceImage(core),
        new CreateTags(core),
        new DeleteTags(core),
        new DescribeTags(core));
  }

  public List<ApiOperation> apiOperations() {
    return List.of(new ListWorkspaceDetails(core), new GetWorkspaceDetail(core));
  }

  public List<JobType> jobs() {
    return List.of(
        new LaunchJob(core),
        new RebootJob(core),
        new RebuildJob(core),
        new StartJob(core),
        new StopJob(core),
        new TerminateJob(core));
  }
}
