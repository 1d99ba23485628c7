package io.keytrail.server;

import io.keytrail.server.crypto.RootKey;
import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.directory.AuthorizedApplications;
import io.keytrail.server.invoke.ManagedKeys;
import io.keytrail.server.invoke.ServiceCalls;
import io.keytrail.server.invoke.ServiceRoles;
import io.keytrail.server.jobs.JobQueue;
import io.keytrail.server.kms.KmsStore;
import io.keytrail.server.kms.StoredKeyFacts;
import io.keytrail.server.store.Database;
import io.keytrail.server.store.PgWorkspaceDirectories;
import io.keytrail.server.store.PgWorkspaceImages;
import io.keytrail.server.store.PgWorkspaces;
import io.keytrail.server.workspaces.DirectoryStore;
import io.keytrail.server.workspaces.Place;
import io.keytrail.server.workspaces.Simulation;
import io.keytrail.server.workspaces.WorkspacesOperations;
import java.security.SecureRandom;
import java.util.List;

/// Joins WorkSpaces to its store, to jobs, and to the services that it works with.
final class WorkspacesWiring {
  private WorkspacesWiring() {}

  /// What it is joined to.
  record Parts(
      Database database,
      RowMacs macs,
      JobQueue jobs,
      ServiceCalls calls,
      ServiceRoles roles,
      ManagedKeys managedKeys,
      KmsStore kms,
      RootKey rootKey,
      SecureRandom random,
      double speed) {}

  /// What Directory Service asks before it deletes a directory.
  static AuthorizedApplications applications(Database database, RowMacs macs) {
    DirectoryStore registered = new PgWorkspaceDirectories(database, macs);
    return (tx, directory) ->
        registered
            .lock(tx, new Place(directory.account(), directory.region()), directory.id(), false)
            .map(found -> found.isPresent() ? List.of("WorkSpaces") : List.of());
  }

  static WorkspacesOperations join(Parts parts) {
    return new WorkspacesOperations(
        new WorkspacesOperations.Dependencies(
            new PgWorkspaces(parts.database(), parts.macs()),
            new PgWorkspaceDirectories(parts.database(), parts.macs()),
            new PgWorkspaceImages(parts.database(), parts.macs()),
            parts.jobs(),
            parts.database(),
            parts.calls(),
            parts.roles(),
            parts.managedKeys(),
            new StoredKeyFacts(parts.kms()),
            new Simulation(parts.speed()),
            parts.rootKey(),
            parts.random()));
  }
}
