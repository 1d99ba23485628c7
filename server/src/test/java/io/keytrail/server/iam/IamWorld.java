package io.keytrail.server.iam;

import static io.keytrail.server.store.TestPostgres.await;
import static io.keytrail.server.store.TestPostgres.failureOf;

import io.keytrail.audit.json.JsonNull;
import io.keytrail.policy.eval.Principal;
import io.keytrail.server.crypto.FileRootKey;
import io.keytrail.server.crypto.RootKey;
import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.crypto.Wrapping;
import io.keytrail.server.invoke.AccessKeys;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Authorizer;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Event;
import io.keytrail.server.invoke.EventSink;
import io.keytrail.server.invoke.IdentityPolicies;
import io.keytrail.server.invoke.Invoker;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Operations;
import io.keytrail.server.invoke.Origin;
import io.keytrail.server.invoke.RecordWriter;
import io.keytrail.server.invoke.RoadInvoker;
import io.keytrail.server.invoke.ServiceRoles;
import io.keytrail.server.invoke.Tx;
import io.keytrail.server.store.ChangeFeed;
import io.keytrail.server.store.Database;
import io.keytrail.server.store.Lease;
import io.keytrail.server.store.LeasedAccessKeys;
import io.keytrail.server.store.LeasedIdentityPolicies;
import io.keytrail.server.store.PgIamAccessKeys;
import io.keytrail.server.store.PgIamAccounts;
import io.keytrail.server.store.PgIamRoles;
import io.keytrail.server.store.PgIamSessions;
import io.keytrail.server.store.PgIamUsers;
import io.keytrail.server.store.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/// IAM as a server has it, on a database of its own; the event log is a list.
final class IamWorld implements AutoCloseable {
  static final String ACCOUNT = "123456789012";
  private static final Set<String> STS = Set.of("GetCallerIdentity", "AssumeRole");
  static final Principal.Root ROOT = new Principal.Root(ACCOUNT);
  static final Instant NOW = Instant.parse("2026-11-23T12:34:56.789Z");

  final Vertx vertx;
  final Database database;
  final RowMacs macs;
  final IamOperations.Dependencies dependencies;
  final IamOperations iam;
  final IdentityPolicies policies;
  final AccessKeys accessKeys;
  final Authorizer authorizer;
  final List<Event> events = new CopyOnWriteArrayList<>();
  final ServiceRoles serviceRoles;
  private final ChangeFeed feed;
  private final Operations operations;
  private final Invoker invoker;

  private IamWorld(Vertx vertx, Database database, RootKey rootKey) {
    this.vertx = vertx;
    this.database = database;
    this.macs = new RowMacs(rootKey);
    SecureRandom random = new SecureRandom();
    this.dependencies =
        new IamOperations.Dependencies(
            database,
            new PgIamAccounts(database, macs),
            new PgIamUsers(database, macs),
            new PgIamAccessKeys(database, macs),
            new PgIamRoles(database, macs),
            new PgIamSessions(database, macs),
            new Wrapping(rootKey, random),
            random,
            InstantSource.fixed(NOW));
    this.iam = new IamOperations(dependencies);
    this.feed = new ChangeFeed(vertx, database, new Lease(System::nanoTime));
    this.policies = new LeasedIdentityPolicies(feed, iam.storedIdentityPolicies());
    this.accessKeys = new LeasedAccessKeys(feed, iam.storedAccessKeys());
    this.authorizer = new PolicyAuthorizer(policies);
    this.operations = new Operations(iam.operations());
    this.invoker =
        new RoadInvoker(
            authorizer,
            database,
            feed,
            new ListedEvents(events),
            new RecordWriter(InstantSource.fixed(NOW), () -> UUID.randomUUID().toString()));
    this.serviceRoles = iam.serviceRoles(invoker, () -> UUID.randomUUID().toString());
  }

  /// With the default account made.
  static IamWorld open() {
    IamWorld world = empty(newRootKey());
    await(world.iam.accounts().create(ACCOUNT));
    return world;
  }

  /// Without any account.
  static IamWorld empty(RootKey rootKey) {
    Vertx vertx = Vertx.vertx();
    return started(new IamWorld(vertx, TestPostgres.migrated(vertx), rootKey));
  }

  /// Another server on the same database.
  IamWorld neighbour(RootKey rootKey) {
    Vertx other = Vertx.vertx();
    return started(
        new IamWorld(
            other, Database.open(other, database.url(), Database.Limits.standard()), rootKey));
  }

  private static IamWorld started(IamWorld world) {
    await(world.feed.start());
    return world;
  }

  static RootKey newRootKey() {
    try {
      Path folder = Files.createTempDirectory("keytrail-test-root-key");
      RootKey key = FileRootKey.openOrCreate(folder.resolve("root.key"), new SecureRandom());
      Files.delete(folder.resolve("root.key"));
      Files.delete(folder);
      return key;
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  static Call call(Principal principal) {
    return new Call(
        UUID.randomUUID().toString(),
        NOW,
        principal.account().orElse(ACCOUNT),
        "us-west-2",
        Caller.direct(
            principal, Optional.empty(), new Origin("203.0.113.7", "test/1.0", true, false)),
        Long.MAX_VALUE);
  }

  /// What the operation answers to the root user.
  <O extends Record> O ok(Class<O> output, String operation, Record input) {
    return ok(ROOT, output, operation, input);
  }

  <O extends Record> O ok(Principal caller, Class<O> output, String operation, Record input) {
    return output.cast(await(invoke(caller, operation, input)).output());
  }

  <O extends Record> O ok(Caller caller, Class<O> output, String operation, Record input) {
    return output.cast(await(invoke(as(caller), operation, input)).output());
  }

  ApiException refused(Caller caller, String operation, Record input) {
    return ((Invoker.Refused) failureOf(invoke(as(caller), operation, input))).reason();
  }

  /// A call by someone with more than a principal.
  static Call as(Caller caller) {
    return call(caller.principal()).as(UUID.randomUUID().toString(), caller);
  }

  /// Whether that caller may do that, by all that is stored.
  boolean may(Caller caller, String action, String resource) {
    return await(authorizer.authorize(as(caller), List.of(Check.plain(action, resource, ACCOUNT))))
        .allowed();
  }

  /// Who signs with the session's credentials.
  Caller signer(AssumeRole.Output assumed) {
    AccessKeys.AccessKeyRecord key =
        await(accessKeys.find(assumed.credentials().accessKeyId())).orElseThrow();
    return new Caller(
        key.principal(),
        Optional.of(key.accessKeyId()),
        new Origin("203.0.113.7", "test/1.0", true, false),
        Optional.empty(),
        key.session().map(AccessKeys.Session::context),
        false,
        Map.of());
  }

  Role role(String name) {
    return await(dependencies.roles().role(ACCOUNT, name)).orElseThrow();
  }

  /// How the operation refuses the root user.
  ApiException refused(String operation, Record input) {
    return refused(ROOT, operation, input);
  }

  ApiException refused(Principal caller, String operation, Record input) {
    return ((Invoker.Refused) failureOf(invoke(caller, operation, input))).reason();
  }

  private Future<Invoker.Reply<Record>> invoke(Principal caller, String name, Record input) {
    return invoke(call(caller), name, input);
  }

  @SuppressWarnings("unchecked")
  private Future<Invoker.Reply<Record>> invoke(Call call, String name, Record input) {
    String service = STS.contains(name) ? "sts" : "iam";
    Operation<Record, ?, Record> operation =
        (Operation<Record, ?, Record>)
            operations.find(new OperationId(service, name)).orElseThrow();
    return invoker.invoke(call, operation, input, JsonNull.NULL);
  }

  /// Makes a user under `/` and answers it as a caller.
  Principal.User user(String name) {
    UserView view =
        ok(
                CreateUser.Output.class,
                "CreateUser",
                new CreateUser.Input(name, Optional.empty(), Optional.empty(), Optional.empty()))
            .user();
    return new Principal.User(ACCOUNT, "/", name, view.userId());
  }

  void put(String user, String policy, String document) {
    ok(
        PutUserPolicy.Output.class,
        "PutUserPolicy",
        new PutUserPolicy.Input(user, policy, document));
  }

  @Override
  public void close() {
    await(feed.close());
    await(database.close());
    await(vertx.close());
  }

  /// An event log that is a list.
  private record ListedEvents(List<Event> events) implements EventSink {
    @Override
    public Future<Long> append(List<Event> more) {
      events.addAll(more);
      return Future.succeededFuture((long) events.size());
    }

    @Override
    public Future<Long> append(Tx tx, List<Event> more) {
      return append(more);
    }
  }
}
