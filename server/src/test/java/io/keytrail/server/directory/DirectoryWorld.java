package io.keytrail.server.directory;

import static io.keytrail.server.store.TestPostgres.await;
import static io.keytrail.server.store.TestPostgres.failureOf;

import io.keytrail.audit.json.JsonNull;
import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.eval.Principal;
import io.keytrail.server.crypto.FileRootKey;
import io.keytrail.server.crypto.RootKey;
import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.iam.Account;
import io.keytrail.server.iam.PolicyAuthorizer;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.Event;
import io.keytrail.server.invoke.EventSink;
import io.keytrail.server.invoke.IdentityPolicies;
import io.keytrail.server.invoke.Invoker;
import io.keytrail.server.invoke.OnlyUsers;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Operations;
import io.keytrail.server.invoke.Origin;
import io.keytrail.server.invoke.RecordWriter;
import io.keytrail.server.invoke.RoadInvoker;
import io.keytrail.server.invoke.Tx;
import io.keytrail.server.store.ChangeFeed;
import io.keytrail.server.store.Database;
import io.keytrail.server.store.Lease;
import io.keytrail.server.store.PgDirectories;
import io.keytrail.server.store.PgIamAccounts;
import io.keytrail.server.store.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Directory Service as a server has it, on a database of its own. Users and their policies are a
/// map; the event log is a list; who uses a directory is a list too.
final class DirectoryWorld implements AutoCloseable {
  static final String ACCOUNT = "123456789012";
  static final String OTHER = "210987654321";
  static final Principal.Root ROOT = new Principal.Root(ACCOUNT);
  static final Principal.Root OTHER_ROOT = new Principal.Root(OTHER);
  static final Principal.User ALICE = new Principal.User(ACCOUNT, "/", "Alice", "AIDAALICE");
  static final Instant NOW = Instant.parse("2026-11-23T12:34:56.789Z");

  final Vertx vertx = Vertx.vertx();
  final Database database;
  final PgDirectories store;
  final List<Event> events = new CopyOnWriteArrayList<>();
  final List<String> applications = new CopyOnWriteArrayList<>();
  volatile Instant now = NOW;
  private final ChangeFeed feed;
  private final Map<String, String> policies = new ConcurrentHashMap<>();
  private final Operations operations;
  private final Invoker invoker;

  private DirectoryWorld(Database database, RowMacs macs) {
    this.database = database;
    store = new PgDirectories(database, macs);
    feed = new ChangeFeed(vertx, database, new Lease(System::nanoTime));
    operations =
        new Operations(
            DirectoryOperations.all(
                new DirectoryOperations.Dependencies(
                    store,
                    (_, _) -> Future.succeededFuture(List.copyOf(applications)),
                    new SecureRandom(),
                    () -> now)));
    invoker =
        new RoadInvoker(
            new PolicyAuthorizer(new OnlyUsers(this::inForce)),
            database,
            feed,
            new ListedEvents(),
            new RecordWriter(() -> now, () -> UUID.randomUUID().toString()));
  }

  static DirectoryWorld open() {
    Database database = TestPostgres.migrated(Vertx.vertx());
    RowMacs macs = new RowMacs(newRootKey());
    PgIamAccounts accounts = new PgIamAccounts(database, macs);
    for (String id : List.of(ACCOUNT, OTHER)) {
      await(database.inTransaction(tx -> accounts.insertAccount(tx, new Account(id, NOW))));
    }
    DirectoryWorld world = new DirectoryWorld(database, macs);
    await(world.feed.start());
    return world;
  }

  private static RootKey newRootKey() {
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

  /// Gives Alice this identity policy and no other.
  void alice(String policy) {
    policies.put("Alice", policy);
  }

  static Caller caller(Principal principal) {
    return Caller.direct(
        principal, Optional.empty(), new Origin("203.0.113.7", "test/1.0", true, false));
  }

  private static Call call(Caller caller) {
    return new Call(
        UUID.randomUUID().toString(),
        NOW,
        caller.principal().account().orElse(ACCOUNT),
        "us-west-2",
        caller,
        Long.MAX_VALUE);
  }

  <O extends Record> O ok(Class<O> output, String service, Record input) {
    return ok(caller(ROOT), output, service, input);
  }

  <O extends Record> O ok(Caller caller, Class<O> output, String service, Record input) {
    return output.cast(await(invoke(caller, service, input)).output());
  }

  ApiException refused(String service, Record input) {
    return refused(caller(ROOT), service, input);
  }

  ApiException refused(Caller caller, String service, Record input) {
    return ((Invoker.Refused) failureOf(invoke(caller, service, input))).reason();
  }

  /// Runs the operation whose input this is.
  @SuppressWarnings("unchecked")
  Future<Invoker.Reply<Record>> invoke(Caller caller, String service, Record input) {
    String name = input.getClass().getEnclosingClass().getSimpleName();
    Operation<Record, ?, Record> operation =
        (Operation<Record, ?, Record>)
            operations.find(new OperationId(service, name)).orElseThrow();
    return invoker.invoke(call(caller), operation, input, JsonNull.NULL);
  }

  static CreateDirectory.Input newDirectory(String name) {
    return new CreateDirectory.Input(
        name,
        Optional.empty(),
        Secret.ofUtf8("Correct-horse-1"),
        Optional.empty(),
        "Small",
        Optional.empty(),
        List.of());
  }

  /// A directory of the root user's.
  DirectoryKey directory() {
    return directory(caller(ROOT));
  }

  DirectoryKey directory(Caller caller) {
    CreateDirectory.Output made =
        ok(caller, CreateDirectory.Output.class, "ds", newDirectory("corp.example.com"));
    return new DirectoryKey(
        caller.principal().account().orElseThrow(), "us-west-2", made.directoryId());
  }

  static CreateUser.Input newUser(DirectoryKey directory, String name) {
    return new CreateUser.Input(
        directory.id(),
        name,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /// The SID of a new user.
  Sid user(DirectoryKey directory, String name) {
    return Sid.parse(ok(CreateUser.Output.class, "ds-data", newUser(directory, name)).sID())
        .orElseThrow();
  }

  ListUsers.Output users(DirectoryKey directory) {
    return ok(
        ListUsers.Output.class,
        "ds-data",
        new ListUsers.Input(
            directory.id(), Optional.empty(), OptionalInt.empty(), Optional.empty()));
  }

  @Override
  public void close() {
    await(feed.close());
    await(database.close());
    await(vertx.close());
  }

  private Future<Optional<IdentityPolicies.InForce>> inForce(Principal.User user) {
    String policy = policies.getOrDefault(user.name(), "");
    return Future.succeededFuture(
        Optional.of(
            OnlyUsers.inForce(
                user.userId(),
                policy.isEmpty()
                    ? List.of()
                    : List.of(
                        PolicyLanguage.compile(
                            PolicyLanguage.parse(policy, DocumentKind.IDENTITY)
                                .document()
                                .orElseThrow(),
                            "p",
                            "p#1")))));
  }

  private final class ListedEvents implements EventSink {
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
