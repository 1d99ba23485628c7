package io.keytrail.server.workspaces;

import io.keytrail.server.invoke.KeyFacts;
import io.keytrail.server.invoke.ManagedKeys;
import io.keytrail.server.invoke.ServiceCalls;
import io.keytrail.server.invoke.ServiceRoles;
import io.keytrail.server.invoke.Transactions;
import io.keytrail.server.jobs.JobQueue;

/// What the operations and jobs share.
record WorkspacesCore(
    WorkspaceStore workspaces,
    DirectoryStore directories,
    ImageStore images,
    JobQueue jobs,
    Transactions transactions,
    ServiceCalls calls,
    ServiceRoles roles,
    ManagedKeys managedKeys,
    KeyFacts keys,
    Ids ids,
    Simulation simulation,
    Tokens tokens) {}
