package io.keytrail.server.kms;

import static io.keytrail.server.store.TestPostgres.await;
import static io.keytrail.server.store.TestPostgres.failureOf;

import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.eval.Principal;
import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.FileRootKey;
import io.keytrail.server.crypto.RootKey;
import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.crypto.SecretAccess;
import io.keytrail.server.crypto.Wrapping;
import io.keytrail.server.iam.Account;
import io.keytrail.server.iam.PolicyAuthorizer;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Authorizer;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.Event;
import io.keytrail.server.invoke.EventSink;
import io.keytrail.server.invoke.Invoker;
import io.keytrail.server.invoke.OnlyUsers;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.Operations;
import io.keytrail.server.invoke.Origin;
import io.keytrail.server.invoke.Principals;
import io.keytrail.server.invoke.RecordWriter;
import io.keytrail.server.invoke.RoadInvoker;
import io.keytrail.server.invoke.Tx;
import io.keytrail.server.store.ChangeFeed;
import io.keytrail.server.store.Database;
import io.keytrail.server.store.Lease;
import io.keytrail.server.store.PgIamAccounts;
import io.keytrail.server.store.PgKmsStore;
import io.keytrail.server.store.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// KMS as a server has it, on a database of its own. Users and their policies are a map; the event
/// log is a list.
final class KmsWorld implements AutoCloseable {
  static final String ACCOUNT = "123456789012";
  static final String OTHER = "210987654321";
  static final String REGION = "us-west-2";
  static final Principal.Root ROOT = new Principal.Root(ACCOUNT);
  static final Principal.Root OTHER_ROOT = new Principal.Root(OTHER);
  static final Principal.User ALICE = new Principal.User(ACCOUNT, "/", "Alice", "AIDAALICE");
  static final Principal.User BOB = new Principal.User(ACCOUNT, "/", "Bob", "AIDABOB");
  static final Principal.User EVE = new Principal.User(OTHER, "/", "Eve", "AIDAEVE");
  static final Instant NOW = Instant.parse("2026-11-23T12:34:56.789Z");

  final Vertx vertx = Vertx.vertx();
  final Database database;
  final RootKey rootKey;
  final PgKmsStore store;
  final ChangeFeed feed;
  final AwsManagedKeys managed;
  final KmsOperations.Dependencies dependencies;
  final List<Event> events = new CopyOnWriteArrayList<>();
  final Set<String> missing = new HashSet<>();
  private final Map<Principal.User, List<CompiledPolicy>> policies = new ConcurrentHashMap<>();
  private final Operations operations;
  private final Invoker invoker;
  volatile Instant now = NOW;

  private KmsWorld(Database database, RootKey rootKey) {
    this.database = database;
    this.rootKey = rootKey;
    SecureRandom random = new SecureRandom();
    feed = new ChangeFeed(vertx, database, new Lease(System::nanoTime));
    KeyMaterials materials =
        new KeyMaterials(
            new Wrapping(rootKey, random),
            random,
            vertx.createSharedWorkerExecutor("key-generation", 1));
    EngineKeyPolicies language = new EngineKeyPolicies();
    store = new PgKmsStore(database, feed, new RowMacs(rootKey), language, materials);
    Authorizer authorizer =
        new PolicyAuthorizer(
            new OnlyUsers(
                user ->
                    Future.succeededFuture(
                        Optional.of(
                            OnlyUsers.inForce(
                                user.userId(), policies.getOrDefault(user, List.of()))))));
    invoker =
        new RoadInvoker(
            authorizer,
            database,
            feed,
            new ListedEvents(),
            new RecordWriter(() -> now, () -> UUID.randomUUID().toString()));
    managed =
        new AwsManagedKeys(
            new AwsManagedKeys.Dependencies(
                store,
                language,
                materials,
                authorizer,
                invoker,
                random,
                () -> UUID.randomUUID().toString()));
    dependencies =
        new KmsOperations.Dependencies(
            store, authorizer, new KnownMissing(), language, materials, managed, rootKey, random);
    operations = new Operations(KmsOperations.all(dependencies));
  }

  static KmsWorld open() {
    Database database = TestPostgres.migrated(Vertx.vertx());
    RootKey rootKey = newRootKey();
    PgIamAccounts accounts = new PgIamAccounts(database, new RowMacs(rootKey));
    for (String id : List.of(ACCOUNT, OTHER)) {
      await(database.inTransaction(tx -> accounts.insertAccount(tx, new Account(id, NOW))));
    }
    return on(database, rootKey);
  }

  /// Another server on a database.
  static KmsWorld on(Database database, RootKey rootKey) {
    KmsWorld world = new KmsWorld(database, rootKey);
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

  /// The user has exactly these identity policies from now on.
  void let(Principal.User user, String... documents) {
    policies.put(
        user,
        Arrays.stream(documents)
            .map(
                text ->
                    PolicyLanguage.compile(
                        PolicyLanguage.parse(text, DocumentKind.IDENTITY).document().orElseThrow(),
                        "p",
                        "p#1"))
            .toList());
  }

  static String allow(String... actions) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Resource\":\"*\",\"Action\":[\""
        + String.join("\",\"", actions)
        + "\"]}}";
  }

  static String deny(String action) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Resource\":\"*\",\"Action\":\""
        + action
        + "\"}}";
  }

  static Caller caller(Principal principal) {
    return Caller.direct(
        principal, Optional.empty(), new Origin("203.0.113.7", "test/1.0", true, false));
  }

  Call call(Caller caller) {
    return new Call(
        UUID.randomUUID().toString(),
        now,
        caller.principal().account().orElse(ACCOUNT),
        REGION,
        caller,
        Long.MAX_VALUE);
  }

  /// What the operation answers.
  <O extends Record> O ok(Principal caller, Class<O> output, Record input) {
    return ok(caller(caller), output, input);
  }

  <O extends Record> O ok(Caller caller, Class<O> output, Record input) {
    return output.cast(await(invoke(caller, input)).output());
  }

  /// How the operation refuses.
  ApiException refused(Principal caller, Record input) {
    return refused(caller(caller), input);
  }

  ApiException refused(Caller caller, Record input) {
    return ((Invoker.Refused) failureOf(invoke(caller, input))).reason();
  }

  /// `name: message` of a refusal.
  String refusal(Principal caller, Record input) {
    ApiException reason = refused(caller, input);
    return reason.code().name() + ": " + reason.message();
  }

  /// The operation is the one whose input this is.
  @SuppressWarnings("unchecked")
  Future<Invoker.Reply<Record>> invoke(Caller caller, Record input) {
    Operation<Record, ?, Record> operation =
        (Operation<Record, ?, Record>)
            operations.all().stream()
                .filter(one -> one.inputType() == input.getClass())
                .findFirst()
                .orElseThrow();
    return invoker.invoke(call(caller), operation, input, JsonNull.NULL);
  }

  JsonObject lastRecord() {
    return events.getLast().record();
  }

  /// A symmetric key with the standard policy; its ARN.
  String key() {
    return key(ROOT, Inputs.createKey());
  }

  String key(Principal owner, CreateKey.Input input) {
    return ok(owner, CreateKey.Output.class, input).keyMetadata().arn();
  }

  Bytes encrypt(Principal caller, String keyId, Map<String, String> context, String text) {
    return ok(caller, Encrypt.Output.class, Inputs.encrypt(keyId, context, text)).ciphertextBlob();
  }

  String decrypt(Principal caller, Bytes blob, Map<String, String> context) {
    Secret plain = ok(caller, Decrypt.Output.class, Inputs.decrypt(blob, context)).plaintext();
    return new String(plain.read(SecretAccess.REPLY), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    await(feed.close());
    await(database.close());
    await(vertx.close());
  }

  private final class KnownMissing implements Principals {
    @Override
    public Future<Set<String>> missing(Collection<String> arns) {
      Set<String> found = new HashSet<>(arns);
      found.retainAll(missing);
      return Future.succeededFuture(found);
    }
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
