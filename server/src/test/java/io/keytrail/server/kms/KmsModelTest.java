package io.keytrail.server.kms;

import static io.keytrail.server.kms.KmsWorld.ALICE;
import static io.keytrail.server.kms.KmsWorld.BOB;
import static io.keytrail.server.kms.KmsWorld.ROOT;
import static io.keytrail.server.store.TestPostgres.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.invoke.Invoker;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Random calls against a model small enough to be seen to be right: three keys with a state and
/// grants each, Alice who may do everything by policy, Bob who may decrypt by grants only.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KmsModelTest {
  private static final int STEPS = 400;
  private static final String OK = "ok";
  private static final String DENIED = "AccessDeniedException";

  private KmsWorld world;
  private final List<ModelKey> keys = new ArrayList<>();
  private final List<ModelBlob> blobs = new ArrayList<>();
  private SplittableRandom random = new SplittableRandom();

  private static final class ModelKey {
    final String arn;
    String state = "Enabled";

    /// Grant id -> the volume its constraint asks for.
    final Map<String, String> grants = new LinkedHashMap<>();

    ModelKey(String arn) {
      this.arn = arn;
    }

    String use() {
      return switch (state) {
        case "Disabled" -> "DisabledException";
        case "PendingDeletion" -> "KMSInvalidStateException";
        default -> OK;
      };
    }
  }

  private record ModelBlob(ModelKey key, String volume, Bytes bytes) {}

  @BeforeAll
  void open() {
    world = KmsWorld.open();
    world.let(ALICE, KmsWorld.allow("kms:*"));
  }

  @AfterAll
  void close() {
    world.close();
  }

  @Test
  void everyCall_isAnsweredAsTheModelSays() {
    long seed = Long.getLong("seed", System.nanoTime());
    random = new SplittableRandom(seed);
    for (int i = 0; i < 3; i++) {
      ModelKey key = new ModelKey(world.key());
      keys.add(key);
      blobs.add(new ModelBlob(key, "vol-1", world.encrypt(ALICE, key.arn, context("vol-1"), "x")));
    }
    for (int step = 0; step < STEPS; step++) {
      step("-Dseed=" + seed + " step " + step);
    }
  }

  private void step(String where) {
    ModelKey key = keys.get(random.nextInt(keys.size()));
    switch (random.nextInt(9)) {
      case 0 -> change(where, key, new DisableKey.Input(key.arn), "Disabled");
      case 1, 2 -> change(where, key, new EnableKey.Input(key.arn), "Enabled");
      case 3 -> change(where, key, Inputs.schedule(key.arn, 7), "PendingDeletion");
      case 4 -> cancel(where, key);
      case 5 -> encrypt(where, key);
      case 6 -> grant(where, key);
      case 7 -> retire(where, key);
      default -> decrypt(where);
    }
    KeyMetadata seen =
        world.ok(ALICE, DescribeKey.Output.class, Inputs.describe(key.arn)).keyMetadata();
    assertThat(seen.keyState()).as(where).isEqualTo(key.state);
  }

  private void change(String where, ModelKey key, Record input, String next) {
    boolean pending = key.state.equals("PendingDeletion");
    expect(where, ALICE, input, pending ? "KMSInvalidStateException" : OK);
    key.state = pending ? key.state : next;
  }

  private void cancel(String where, ModelKey key) {
    boolean pending = key.state.equals("PendingDeletion");
    expect(
        where,
        ALICE,
        new CancelKeyDeletion.Input(key.arn),
        pending ? OK : "KMSInvalidStateException");
    key.state = pending ? "Disabled" : key.state;
  }

  private void encrypt(String where, ModelKey key) {
    String volume = volume();
    Optional<Record> made =
        expect(where, ALICE, Inputs.encrypt(key.arn, context(volume), "x"), key.use());
    made.ifPresent(
        output ->
            blobs.add(new ModelBlob(key, volume, ((Encrypt.Output) output).ciphertextBlob())));
  }

  private void grant(String where, ModelKey key) {
    String volume = volume();
    Optional<Record> made =
        expect(
            where,
            ALICE,
            Inputs.grant(
                key.arn, BOB.arn(), Inputs.subset(context(volume)), Optional.empty(), "Decrypt"),
            key.use());
    made.ifPresent(output -> key.grants.put(((CreateGrant.Output) output).grantId(), volume));
  }

  private void retire(String where, ModelKey key) {
    if (key.grants.isEmpty()) {
      return;
    }
    String id = List.copyOf(key.grants.keySet()).get(random.nextInt(key.grants.size()));
    expect(where, BOB, Inputs.retire(key.arn, id), DENIED);
    expect(where, ROOT, Inputs.retire(key.arn, id), OK);
    expect(where, ROOT, Inputs.retire(key.arn, id), "NotFoundException");
    key.grants.remove(id);
  }

  private void decrypt(String where) {
    ModelBlob blob = blobs.get(random.nextInt(blobs.size()));
    String volume = random.nextInt(4) == 0 ? volume() : blob.volume();
    boolean bob = random.nextBoolean();
    boolean allowed = !bob || blob.key().grants.containsValue(volume);
    String opened = volume.equals(blob.volume()) ? OK : "InvalidCiphertextException";
    String used = blob.key().use().equals(OK) ? opened : blob.key().use();
    expect(
        where,
        bob ? BOB : ALICE,
        Inputs.decrypt(blob.bytes(), context(volume)),
        allowed ? used : DENIED);
  }

  private String volume() {
    return "vol-" + (1 + random.nextInt(3));
  }

  private static Map<String, String> context(String volume) {
    return Map.of("aws:ebs:id", volume);
  }

  private Optional<Record> expect(String where, Principal caller, Record input, String expected) {
    List<Record> outputs = new ArrayList<>();
    String answer =
        await(
            world
                .invoke(KmsWorld.caller(caller), input)
                .transform(
                    done -> {
                      if (done.succeeded()) {
                        outputs.add(done.result().output());
                        return Future.succeededFuture(OK);
                      }
                      Invoker.Refused refused = (Invoker.Refused) done.cause();
                      return Future.succeededFuture(refused.reason().code().name());
                    }));
    assertThat(answer).as("%s: %s", where, input).isEqualTo(expected);
    return outputs.stream().findFirst();
  }
}
