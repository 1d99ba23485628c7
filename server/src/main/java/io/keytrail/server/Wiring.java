package io.keytrail.server;

import io.keytrail.audit.event.ZstdDictionaries;
import io.keytrail.server.calls.CallOperation;
import io.keytrail.server.calls.LocalCalls;
import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.crypto.Wrapping;
import io.keytrail.server.demo.Demo;
import io.keytrail.server.directory.DirectoryOperations;
import io.keytrail.server.ebs.EbsOperations;
import io.keytrail.server.http.PublicUrl;
import io.keytrail.server.iam.IamOperations;
import io.keytrail.server.iam.PolicyAuthorizer;
import io.keytrail.server.iam.RoleStore;
import io.keytrail.server.iam.UserStore;
import io.keytrail.server.iam.simulator.SimulatorOperations;
import io.keytrail.server.imports.ImportOperations;
import io.keytrail.server.invoke.AccessKeys;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Authorizer;
import io.keytrail.server.invoke.IdentityPolicies;
import io.keytrail.server.invoke.ManagedKeys;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.Operations;
import io.keytrail.server.invoke.RecordWriter;
import io.keytrail.server.invoke.ResourcePolicies;
import io.keytrail.server.invoke.RoadInvoker;
import io.keytrail.server.invoke.ServiceCalls;
import io.keytrail.server.invoke.ServiceRoles;
import io.keytrail.server.invoke.TrailRecorder;
import io.keytrail.server.invoke.Workers;
import io.keytrail.server.jobs.JobOperations;
import io.keytrail.server.jobs.JobQueue;
import io.keytrail.server.jobs.JobType;
import io.keytrail.server.kms.AwsManagedKeys;
import io.keytrail.server.kms.DataKeyAccess;
import io.keytrail.server.kms.EngineKeyPolicies;
import io.keytrail.server.kms.KeyDeletion;
import io.keytrail.server.kms.KeyGuards;
import io.keytrail.server.kms.KeyMaterials;
import io.keytrail.server.kms.KeyPolicies;
import io.keytrail.server.kms.KmsOperations;
import io.keytrail.server.kms.KmsStore;
import io.keytrail.server.session.SessionOperations;
import io.keytrail.server.simulate.ScenarioStore;
import io.keytrail.server.simulate.SimulateOperations;
import io.keytrail.server.simulate.SnapshotStore;
import io.keytrail.server.simulate.Snapshots;
import io.keytrail.server.store.ChangeFeed;
import io.keytrail.server.store.Database;
import io.keytrail.server.store.Lease;
import io.keytrail.server.store.LeasedAccessKeys;
import io.keytrail.server.store.LeasedIdentityPolicies;
import io.keytrail.server.store.PgDirectories;
import io.keytrail.server.store.PgEventLog;
import io.keytrail.server.store.PgIamAccessKeys;
import io.keytrail.server.store.PgIamAccounts;
import io.keytrail.server.store.PgIamRoles;
import io.keytrail.server.store.PgIamSessions;
import io.keytrail.server.store.PgIamUsers;
import io.keytrail.server.store.PgJobs;
import io.keytrail.server.store.PgKmsStore;
import io.keytrail.server.store.PgScenarios;
import io.keytrail.server.store.PgSessions;
import io.keytrail.server.store.PgSnapshots;
import io.keytrail.server.trail.Follower;
import io.keytrail.server.trail.LuceneEventIndex;
import io.keytrail.server.trail.TrailOperations;
import io.keytrail.server.wire.ServiceModels;
import io.keytrail.server.workspaces.WorkspacesOperations;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Where ports meet their adapters: by hand, in one place, in the order in which things need each
/// other.
final class Wiring {
  final ChangeFeed changes;
  final IamOperations iam;
  final AccessKeys accessKeys;
  final Authorizer authorizer;
  final PgEventLog log;
  final RoadInvoker invoker;
  final ServiceModels models;
  final ServiceCalls calls;
  final ServiceRoles serviceRoles;
  final ManagedKeys managedKeys;
  final TrailRecorder recorder;
  final KeyDeletion keyDeletion;
  final EbsOperations ebs;
  final LuceneEventIndex index;
  final Follower follower;
  final PublicUrl publicUrl;
  final SessionOperations sessions;
  final Operations operations;
  final PgJobs jobs;
  final JobQueue jobQueue;
  final List<JobType> jobTypes;
  final ImportOperations imports;
  final Demo demo;

  private final SecureRandom random;
  private final TrailOperations trail;
  private final KmsStore kms;
  private final ScenarioStore scenarios;
  private final SnapshotStore snapshots;
  private final WorkspacesOperations workspaces;
  private final IdentityPolicies identityPolicies;

  /// Where policies are read that may be large.
  private final Workers policyWorkers;

  /// @param complaint why the database cannot be relied on; empty if it can
  Wiring(
      Foundation foundation,
      ServerConfig config,
      InstantSource clock,
      Supplier<Optional<String>> complaint) {
    random = foundation.random();
    Database database = foundation.database();
    RowMacs macs = new RowMacs(foundation.rootKey());
    Wrapping wrapping = new Wrapping(foundation.rootKey(), foundation.random());
    changes = new ChangeFeed(foundation.vertx(), database, new Lease(System::nanoTime));

    UserStore users = new PgIamUsers(database, macs);
    RoleStore roles = new PgIamRoles(database, macs);
    policyWorkers =
        new Workers(foundation.vertx().createSharedWorkerExecutor("keytrail-policies", 2));
    iam =
        new IamOperations(
            new IamOperations.Dependencies(
                database,
                new PgIamAccounts(database, macs),
                users,
                new PgIamAccessKeys(database, macs),
                roles,
                new PgIamSessions(database, macs),
                wrapping,
                foundation.random(),
                clock));
    accessKeys = new LeasedAccessKeys(changes, iam.storedAccessKeys());
    identityPolicies = new LeasedIdentityPolicies(changes, iam.storedIdentityPolicies());
    authorizer = new PolicyAuthorizer(identityPolicies);

    KeyPolicies keyPolicies = new EngineKeyPolicies();
    KeyMaterials materials =
        new KeyMaterials(
            wrapping,
            foundation.random(),
            foundation.vertx().createSharedWorkerExecutor("keytrail-keys", 1));
    kms = new PgKmsStore(database, changes, macs, keyPolicies, materials);
    keyDeletion = new KeyDeletion(kms, database, changes);

    scenarios = new PgScenarios(database);
    snapshots = new PgSnapshots(database);
    log = new PgEventLog(database, ZstdDictionaries.builtIn(), complaint);
    RecordWriter records = new RecordWriter(clock, () -> UUID.randomUUID().toString());
    invoker = new RoadInvoker(authorizer, database, changes, log, records);
    models = ServiceModels.load();
    calls = new LocalCalls(this::served, models, invoker);
    serviceRoles = iam.serviceRoles(invoker, () -> UUID.randomUUID().toString());
    AwsManagedKeys managed =
        new AwsManagedKeys(
            new AwsManagedKeys.Dependencies(
                kms,
                keyPolicies,
                materials,
                authorizer,
                invoker,
                foundation.random(),
                () -> UUID.randomUUID().toString()));
    managedKeys = managed;
    recorder =
        new TrailRecorder(database, changes, log, records, config.account(), config.region());
    publicUrl = new PublicUrl(config.publicUrl());
    sessions =
        new SessionOperations(
            new SessionOperations.Dependencies(
                new PgSessions(database, macs),
                iam.knownPrincipals(identityPolicies),
                authorizer,
                recorder,
                foundation.random(),
                publicUrl::origin,
                Release.VERSION));
    index = LuceneEventIndex.open(foundation.vertx(), indexFolder(config));
    follower = new Follower(log, index);
    trail =
        new TrailOperations(
            new TrailOperations.Dependencies(log, index, follower, foundation.rootKey()));
    jobs = new PgJobs(database, macs);
    jobQueue = new JobQueue(jobs);
    workspaces =
        WorkspacesWiring.join(
            new WorkspacesWiring.Parts(
                database,
                macs,
                jobQueue,
                calls,
                serviceRoles,
                managedKeys,
                kms,
                foundation.rootKey(),
                foundation.random(),
                config.workspacesSpeed()));
    demo =
        new Demo(
            new Demo.Dependencies(calls, jobQueue, database, log::isEmpty, foundation.random()));
    imports = ImportsWiring.join(foundation, config.data(), log, trail, jobQueue, clock);
    jobTypes =
        Stream.concat(workspaces.jobs().stream(), Stream.of(demo.job(), imports.job())).toList();

    KmsOperations.Dependencies kmsNeeds =
        new KmsOperations.Dependencies(
            kms,
            authorizer,
            iam.principals(),
            keyPolicies,
            materials,
            managed,
            foundation.rootKey(),
            foundation.random());
    ebs =
        EbsWiring.join(
            new EbsWiring.Parts(
                database,
                macs,
                changes,
                calls,
                new DataKeyAccess(kmsNeeds, invoker),
                managedKeys,
                foundation.random()));
    List<Operation<?, ?, ?>> all = new ArrayList<>(iam.operations());
    all.addAll(SimulatorOperations.all(users, roles, policyWorkers));
    all.addAll(KmsOperations.all(kmsNeeds));
    all.addAll(ebs.operations());
    all.addAll(
        DirectoryOperations.all(
            new DirectoryOperations.Dependencies(
                new PgDirectories(database, macs),
                WorkspacesWiring.applications(database, macs),
                foundation.random(),
                clock)));
    all.addAll(trail.operations());
    all.addAll(workspaces.operations());
    operations = new Operations(all);
  }

  /// The operations of `/api/v1`.
  List<ApiOperation> apiOperations() {
    List<ApiOperation> all = new ArrayList<>(iam.apiOperations());
    Snapshots kept = new Snapshots(snapshots, policyWorkers);
    all.addAll(
        SimulateOperations.all(
            new SimulateOperations.Dependencies(
                identityPolicies,
                ResourcePolicies.of(List.of(new KeyGuards(kms), iam.trustPolicies())),
                kept)));
    all.addAll(SimulateOperations.snapshots(snapshots, kept, policyWorkers));
    all.addAll(SimulateOperations.documents(policyWorkers));
    all.addAll(SimulateOperations.sharing(scenarios));
    all.addAll(trail.apiOperations());
    all.addAll(imports.apiOperations());
    all.addAll(JobOperations.all(jobs, jobQueue, jobTypes));
    all.addAll(workspaces.apiOperations());
    all.addAll(sessions.apiOperations());
    all.add(new CallOperation(calls, models));
    all.addAll(DirectoryOperations.api(calls, random));
    return all;
  }

  /// Complete only once everything that calls operations by name has been made.
  private Operations served() {
    return operations;
  }

  private static Path indexFolder(ServerConfig config) {
    return config.data().resolve("index");
  }
}
