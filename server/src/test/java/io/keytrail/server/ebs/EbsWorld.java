package io.keytrail.server.ebs;

import static io.keytrail.server.store.TestPostgres.await;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.eval.Principal;
import io.keytrail.server.calls.LocalCalls;
import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.FileRootKey;
import io.keytrail.server.crypto.RootKey;
import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.crypto.Wrapping;
import io.keytrail.server.iam.Account;
import io.keytrail.server.iam.PolicyAuthorizer;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Authorizer;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.Ec2Errors;
import io.keytrail.server.invoke.ErrorCode;
import io.keytrail.server.invoke.Event;
import io.keytrail.server.invoke.EventSink;
import io.keytrail.server.invoke.Invoker;
import io.keytrail.server.invoke.ManagedKeys;
import io.keytrail.server.invoke.OnlyUsers;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Operations;
import io.keytrail.server.invoke.Origin;
import io.keytrail.server.invoke.RecordWriter;
import io.keytrail.server.invoke.RoadInvoker;
import io.keytrail.server.invoke.ServiceCalls;
import io.keytrail.server.invoke.Tx;
import io.keytrail.server.invoke.Unavailable;
import io.keytrail.server.kms.AwsManagedKeys;
import io.keytrail.server.kms.DataKeyAccess;
import io.keytrail.server.kms.EngineKeyPolicies;
import io.keytrail.server.kms.KeyMaterials;
import io.keytrail.server.kms.KmsOperations;
import io.keytrail.server.store.Change;
import io.keytrail.server.store.ChangeFeed;
import io.keytrail.server.store.Database;
import io.keytrail.server.store.Lease;
import io.keytrail.server.store.PgEbsInstances;
import io.keytrail.server.store.PgEbsVolumes;
import io.keytrail.server.store.PgIamAccounts;
import io.keytrail.server.store.PgKmsStore;
import io.keytrail.server.store.TestPostgres;
import io.keytrail.server.wire.ServiceModels;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// EBS and KMS as a server has them, on a database of their own. Users and their policies are a
/// map, the event log is a list, and calls of KMS can be cut off as by the server's end.
final class EbsWorld implements AutoCloseable {
  static final String ACCOUNT = "123456789012";
  static final String OTHER = "210987654321";
  static final String REGION = "us-west-2";
  static final Principal.Root ROOT = new Principal.Root(ACCOUNT);
  static final Principal.Root OTHER_ROOT = new Principal.Root(OTHER);
  static final Principal.User ALICE = new Principal.User(ACCOUNT, "/", "Alice", "AIDAALICE");
  static final Instant NOW = Instant.parse("2026-11-23T12:34:56.789Z");

  final Vertx vertx = Vertx.vertx();
  final Database database;
  final AttachedKeys attachedKeys = new AttachedKeys();
  final EbsOperations ebs;
  final PgEbsVolumes volumes;
  final List<Event> events = new CopyOnWriteArrayList<>();
  final Cuttable cuttable;
  private final Map<Principal.User, List<CompiledPolicy>> policies = new ConcurrentHashMap<>();
  private final ServiceCalls calls;
  private final ChangeFeed feed;
  private Operations operations = new Operations(List.of());
  volatile Instant now = NOW;
  volatile UnaryOperator<Secret> opened = UnaryOperator.identity();

  EbsWorld() {
    database = TestPostgres.migrated(vertx);
    RootKey rootKey = newRootKey();
    RowMacs macs = new RowMacs(rootKey);
    PgIamAccounts accounts = new PgIamAccounts(database, macs);
    for (String id : List.of(ACCOUNT, OTHER)) {
      await(database.inTransaction(tx -> accounts.insertAccount(tx, new Account(id, NOW))));
    }
    SecureRandom random = new SecureRandom();
    feed = new ChangeFeed(vertx, database, new Lease(System::nanoTime));
    EngineKeyPolicies language = new EngineKeyPolicies();
    KeyMaterials materials =
        new KeyMaterials(
            new Wrapping(rootKey, random),
            random,
            vertx.createSharedWorkerExecutor("key-generation", 1));
    Authorizer authorizer =
        new PolicyAuthorizer(
            new OnlyUsers(
                user ->
                    Future.succeededFuture(
                        Optional.of(
                            OnlyUsers.inForce(
                                user.userId(), policies.getOrDefault(user, List.of()))))));
    RoadInvoker invoker =
        new RoadInvoker(
            authorizer,
            database,
            feed,
            new ListedEvents(),
            new RecordWriter(() -> now, () -> UUID.randomUUID().toString()));
    PgKmsStore store = new PgKmsStore(database, feed, macs, language, materials);
    KmsOperations.Dependencies kms =
        new KmsOperations.Dependencies(
            store,
            authorizer,
            _ -> Future.succeededFuture(Set.of()),
            language,
            materials,
            new AwsManagedKeys(
                new AwsManagedKeys.Dependencies(
                    store,
                    language,
                    materials,
                    authorizer,
                    invoker,
                    random,
                    () -> UUID.randomUUID().toString())),
            rootKey,
            random);
    calls = new LocalCalls(() -> operations, ServiceModels.load(), invoker);
    cuttable = new Cuttable(calls);
    volumes = new PgEbsVolumes(database, macs);
    ebs =
        new EbsOperations(
            new EbsOperations.Dependencies(
                volumes,
                new PgEbsInstances(database, macs),
                cuttable,
                new HookedKeys(new DataKeyAccess(kms, invoker)),
                new OneManagedKey(),
                attachedKeys,
                database,
                feed,
                random));
    List<Operation<?, ?, ?>> all = new ArrayList<>(KmsOperations.all(kms));
    all.addAll(ebs.operations());
    operations = new Operations(all);
    feed.listen(
        change -> {
          if (change instanceof Change.Of(String kind, String id)
              && kind.equals(Settlement.FORGET_KEY)) {
            attachedKeys.forget(id);
          }
        });
    await(feed.start());
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
    return statement("Allow", actions) + "}}";
  }

  static String allowIf(String condition, String... actions) {
    return statement("Allow", actions) + ",\"Condition\":" + condition + "}}";
  }

  private static String statement(String effect, String... actions) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\""
        + effect
        + "\",\"Resource\":\"*\",\"Action\":[\""
        + String.join("\",\"", actions)
        + "\"]";
  }

  static Caller caller(Principal principal) {
    return Caller.direct(
        principal,
        Optional.of("AKIAIOSFODNN7EXAMPLE"),
        new Origin("203.0.113.7", "test/1.0", true, false));
  }

  /// WorkSpaces, launching a desktop's volume.
  static Caller desktops(String sidDirectory, String instanceId) {
    return caller(ROOT)
        .via("workspaces.us-west-2.amazonaws.com")
        .with(VolumeRequest.SID_DIRECTORY, sidDirectory)
        .with(VolumeRequest.INSTANCE, instanceId);
  }

  Call call(Caller caller) {
    return new Call(
        UUID.randomUUID().toString(),
        now,
        caller.principal().account().orElse(ACCOUNT),
        REGION,
        caller,
        System.nanoTime() + 20_000_000_000L);
  }

  /// What the operation answers.
  ///
  /// @param operation `ec2:CreateVolume`
  /// @param input JSON with single quotes
  JsonObject ok(Principal caller, String operation, String input) {
    return ok(caller(caller), operation, input);
  }

  JsonObject ok(Caller caller, String operation, String input) {
    return await(invoke(caller, operation, input)).output();
  }

  /// `Code: message` of a refusal.
  String refused(Principal caller, String operation, String input) {
    return refused(caller(caller), operation, input);
  }

  String refused(Caller caller, String operation, String input) {
    Throwable failure = TestPostgres.failureOf(invoke(caller, operation, input));
    ApiException reason = ((Invoker.Refused) failure).reason();
    ErrorCode code = operation.startsWith("ec2:") ? Ec2Errors.of(reason.code()) : reason.code();
    return code.queryName() + ": " + reason.message();
  }

  Future<ServiceCalls.Reply> invoke(Caller caller, String operation, String input) {
    int colon = operation.indexOf(':');
    return calls.call(
        call(caller),
        new OperationId(operation.substring(0, colon), operation.substring(colon + 1)),
        json(input));
  }

  static JsonObject json(String text) {
    try {
      return (JsonObject) StrictJson.parse(text.replace('\'', '"'), Limits.REQUEST);
    } catch (JsonSyntaxException wrong) {
      throw new IllegalArgumentException(text, wrong);
    }
  }

  /// A symmetric key with the standard policy; its ARN.
  String key() {
    return ok(ROOT, "kms:CreateKey", "{}")
        .object("KeyMetadata")
        .flatMap(key -> key.string("Arn"))
        .orElseThrow();
  }

  /// An instance in the first zone.
  String instance() {
    JsonObject reservation =
        ok(ROOT, "ec2:RunInstances", "{'ImageId':'ami-1234abcd','MinCount':1,'MaxCount':1}");
    return list(reservation, "Instances").getFirst().string("InstanceId").orElseThrow();
  }

  /// A volume in the first zone.
  String volume(Principal caller, String more) {
    return volume(caller(caller), more);
  }

  String volume(Caller caller, String more) {
    return ok(caller, "ec2:CreateVolume", "{'AvailabilityZone':'us-west-2a','Size':8" + more + "}")
        .string("VolumeId")
        .orElseThrow();
  }

  JsonObject attach(String volume, String instance, String device) {
    return ok(ROOT, "ec2:AttachVolume", attachment(volume, instance, device));
  }

  static String attachment(String volume, String instance, String device) {
    return "{'VolumeId':'%s','InstanceId':'%s','Device':'%s'}".formatted(volume, instance, device);
  }

  JsonObject describe(String volume) {
    return list(ok(ROOT, "ec2:DescribeVolumes", "{'VolumeIds':['" + volume + "']}"), "Volumes")
        .getFirst();
  }

  String state(String volume) {
    return describe(volume).string("State").orElseThrow();
  }

  List<JsonObject> grants(String key) {
    return list(ok(ROOT, "kms:ListGrants", "{'KeyId':'" + key + "'}"), "Grants");
  }

  static List<JsonObject> list(JsonObject from, String name) {
    List<JsonObject> items = new ArrayList<>();
    for (JsonValue item : ((JsonArray) from.member(name).orElseThrow()).elements()) {
      items.add((JsonObject) item);
    }
    return items;
  }

  /// `eventName errorCode?` of every event since `from`.
  List<String> trail(int from) {
    return events.subList(from, events.size()).stream()
        .map(Event::record)
        .map(
            record ->
                record.string("eventName").orElseThrow()
                    + record.string("errorCode").map(code -> " " + code).orElse(""))
        .toList();
  }

  /// The newest event of that name.
  JsonObject event(String name) {
    return events.reversed().stream()
        .map(Event::record)
        .filter(record -> record.string("eventName").equals(Optional.of(name)))
        .findFirst()
        .orElseThrow();
  }

  /// What a new server does at its start, long after whatever happened.
  void restart() {
    attachedKeys.forgetAll();
    cuttable.heal();
    await(ebs.tidy(Instant.parse("2100-01-01T00:00:00Z"), true));
  }

  @Override
  public void close() {
    await(feed.close());
    await(database.close());
    await(vertx.close());
  }

  /// Calls of KMS that come through until the nth, which, and all after it, does not: before it
  /// happened, or after.
  static final class Cuttable implements ServiceCalls {
    private final ServiceCalls calls;
    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    private volatile boolean afterwards;

    Cuttable(ServiceCalls calls) {
      this.calls = calls;
    }

    void cut(int nth, boolean happens) {
      left.set(nth);
      afterwards = happens;
    }

    void heal() {
      left.set(Integer.MAX_VALUE);
    }

    @Override
    public Future<Reply> call(Call call, OperationId operation, JsonObject input) {
      int n = left.getAndDecrement();
      if (n > 0) {
        return calls.call(call, operation, input);
      }
      return n == 0 && afterwards
          ? calls.call(call, operation, input).compose(_ -> Future.failedFuture(new Cut()))
          : Future.failedFuture(new Cut());
    }
  }

  static final class Cut extends RuntimeException implements Unavailable {
    private static final long serialVersionUID = 1L;
  }

  /// The real ones, with a hook on what they open.
  private final class HookedKeys implements DataKeys {
    private final DataKeyAccess kms;

    HookedKeys(DataKeyAccess kms) {
      this.kms = kms;
    }

    @Override
    public Future<Secret> open(Call call, Bytes wrapped, Map<String, String> context) {
      return cuttable.left.get() <= 0
          ? Future.failedFuture(new Cut())
          : kms.open(call, wrapped, context).map(opened);
    }

    @Override
    public Future<Optional<String>> keyArn(Call call, String keyId) {
      return kms.keyArn(call, keyId);
    }

    @Override
    public Future<List<String>> grants(String keyArn, String grantee, String name) {
      return kms.grants(keyArn, grantee, name);
    }
  }

  /// The default key, made at its first use.
  private final class OneManagedKey implements ManagedKeys {
    private volatile Optional<String> arn = Optional.empty();

    @Override
    public Future<String> keyArn(Call call, String service) {
      if (arn.isPresent()) {
        return Future.succeededFuture(arn.get());
      }
      return invoke(caller(ROOT), "kms:CreateKey", "{}")
          .map(
              reply -> {
                arn = reply.output().object("KeyMetadata").flatMap(key -> key.string("Arn"));
                return arn.orElseThrow();
              });
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
