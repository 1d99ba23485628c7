package io.keytrail.server.kms;

import static io.keytrail.server.kms.KmsWorld.ALICE;
import static io.keytrail.server.kms.KmsWorld.BOB;
import static io.keytrail.server.kms.KmsWorld.NOW;
import static io.keytrail.server.store.TestPostgres.await;
import static io.keytrail.server.store.TestPostgres.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.InvalidCiphertext;
import io.keytrail.server.crypto.RowTampered;
import io.keytrail.server.invoke.Outcome;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What the store promises: freshness, locks, history, and that whoever can write the database
/// without the root key gains nothing but refusals.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KmsStoreTest {
  private KmsWorld world;

  @BeforeAll
  void open() {
    world = KmsWorld.open();
    world.let(ALICE, KmsWorld.allow("kms:*"));
  }

  @AfterAll
  void close() {
    world.close();
  }

  private static UUID id(String key) {
    return UUID.fromString(key.substring(key.indexOf('/') + 1));
  }

  private void tamper(String sql, Object id) {
    assertThat(await(world.database.write(sql, Tuple.of(id))).rowCount()).isPositive();
    String kind = id instanceof UUID ? Invalidations.KEY : Invalidations.GRANT;
    world.feed.changedHere(List.of(new Outcome.Invalidation(kind, id.toString())));
  }

  private static final String SWAP =
      "convert_to(replace(convert_from(content, 'UTF8'), '%s', '%s'), 'UTF8')";

  @Test
  void aKeyEnabledByHand_isRefused() {
    String key = world.key();
    world.ok(ALICE, DisableKey.Output.class, new DisableKey.Input(key));
    tamper(
        "UPDATE kms_key SET content = " + SWAP.formatted("DISABLED", "ENABLED") + " WHERE id = $1",
        id(key));
    assertThat(failureOf(world.store.key(id(key)))).isInstanceOf(RowTampered.class);
    assertThat(world.refused(ALICE, Inputs.encrypt(key, Map.of(), "x")).code().status())
        .isEqualTo(500);
  }

  @Test
  void aPolicyWrittenByHand_isRefused() {
    String key = world.key();
    tamper(
        "UPDATE kms_key_policy SET document ="
            + " convert_to(replace(convert_from(document, 'UTF8'), '123456789012', '210987654321'), 'UTF8')"
            + " WHERE key_id = $1",
        id(key));
    assertThat(failureOf(world.store.key(id(key)))).isInstanceOf(RowTampered.class);
  }

  @Test
  void aPolicyTakenAwayByHand_isNoticed() {
    String key = world.key();
    tamper("DELETE FROM kms_key_policy WHERE key_id = $1", id(key));
    assertThat(failureOf(world.store.key(id(key)))).hasMessage("no policy for " + key + "#1");
  }

  @Test
  void aGrantRevivedOrWidenedByHand_isRefused() {
    String key = world.key();
    CreateGrant.Output made =
        world.ok(ALICE, CreateGrant.Output.class, Inputs.grant(key, BOB.arn(), "Decrypt"));
    world.ok(ALICE, RevokeGrant.Output.class, Inputs.revoke(key, made.grantId()));
    tamper("UPDATE kms_grant SET live = true WHERE id = $1", made.grantId());
    world.feed.changedHere(
        List.of(
            new Outcome.Invalidation(
                Invalidations.GRANT, Invalidations.granteeId(id(key), BOB.arn()))));
    assertThat(await(world.store.grantsFor(id(key), List.of(BOB.arn())))).isEmpty();
    tamper(
        "UPDATE kms_grant SET content = " + SWAP.formatted("Decrypt", "Encrypt") + " WHERE id = $1",
        made.grantId());
    assertThat(failureOf(world.store.grant(made.grantId()))).isInstanceOf(RowTampered.class);
  }

  @Test
  void materialMovedToAnotherKeyByHand_isRefused() {
    String mine = world.key();
    String victim = world.key();
    await(
        world.database.write(
            "UPDATE kms_key_version SET wrapped = (SELECT wrapped FROM kms_key_version WHERE key_id = $2)"
                + " WHERE key_id = $1",
            Tuple.of(id(mine), id(victim))));
    KmsKey key = await(world.store.key(id(mine))).orElseThrow().key();
    assertThat(failureOf(world.store.material(key.id(), key.material().versionId())))
        .isInstanceOfAny(RowTampered.class, InvalidCiphertext.class);
  }

  @Test
  void anAliasTurnedByHand_isRefused() {
    String key = world.key();
    String other = world.key();
    world.ok(ALICE, CreateAlias.Output.class, new CreateAlias.Input("alias/turned", key));
    await(
        world.database.write(
            "UPDATE kms_alias SET content ="
                + " convert_to(replace(convert_from(content, 'UTF8'), $1, $2), 'UTF8') WHERE name = 'alias/turned'",
            Tuple.of(id(key).toString(), id(other).toString())));
    KmsWorld fresh = KmsWorld.on(world.database.separate(limits()), world.rootKey);
    try {
      assertThat(
              failureOf(
                  fresh.store.alias(new Place(KmsWorld.ACCOUNT, KmsWorld.REGION), "alias/turned")))
          .isInstanceOf(RowTampered.class);
    } finally {
      fresh.close();
    }
  }

  private static io.keytrail.server.store.Database.Limits limits() {
    return io.keytrail.server.store.Database.Limits.standard();
  }

  @Test
  void warm_aDecryptReadsNothingFromTheDatabase() {
    String key = world.key();
    Bytes blob = world.encrypt(ALICE, key, Map.of(), "x");
    world.decrypt(ALICE, blob, Map.of());
    for (String table : List.of("kms_key_version", "kms_key_policy")) {
      await(
          world.database.write(
              "UPDATE " + table + " SET row_mac = '' WHERE key_id = $1", Tuple.of(id(key))));
    }
    await(world.database.write("UPDATE kms_key SET row_mac = '' WHERE id = $1", Tuple.of(id(key))));
    assertThat(world.decrypt(ALICE, blob, Map.of())).isEqualTo("x");
    world.feed.changedHere(List.of(Invalidations.key(id(key))));
    assertThat(world.refused(ALICE, Inputs.decrypt(blob, Map.of())).code().status()).isEqualTo(500);
  }

  @Test
  void aChangeOnTheWrongVersion_isStaleAndForgetsWhatWasCached() {
    String key = world.key();
    KmsKey seen = await(world.store.key(id(key))).orElseThrow().key();
    world.ok(ALICE, DisableKey.Output.class, new DisableKey.Input(key));
    assertThat(failureOf(world.database.inTransaction(tx -> world.store.lock(tx, seen))))
        .isInstanceOf(Outcome.StaleTarget.class);
    KmsKey now = await(world.store.key(id(key))).orElseThrow().key();
    assertThat(now.version()).isEqualTo(seen.version() + 1);
    KmsKey locked = await(world.database.inTransaction(tx -> world.store.lock(tx, now)));
    assertThat(locked).isEqualTo(now);
  }

  @Test
  void twoServers_changingOneKey_bothSucceedOneAfterTheOther() {
    KmsWorld second = KmsWorld.on(world.database.separate(limits()), world.rootKey);
    second.let(ALICE, KmsWorld.allow("kms:*"));
    try {
      String key = world.key();
      second.ok(ALICE, DescribeKey.Output.class, Inputs.describe(key));
      world.ok(ALICE, CreateAlias.Output.class, new CreateAlias.Input("alias/first", key));
      second.ok(ALICE, CreateAlias.Output.class, new CreateAlias.Input("alias/second", key));
      assertThat(await(second.store.key(id(key))).orElseThrow().key().aliases())
          .containsExactly("alias/first", "alias/second");
    } finally {
      second.close();
    }
  }

  @Test
  void everyVersionOfAKeyStays() {
    String key = world.key();
    world.ok(ALICE, DisableKey.Output.class, new DisableKey.Input(key));
    world.ok(ALICE, EnableKey.Output.class, new EnableKey.Input(key));
    assertThat(
            await(
                    world.database.read(
                        "SELECT version FROM kms_key_history WHERE key_id = $1 ORDER BY version",
                        Tuple.of(id(key))))
                .stream()
                .map(row -> row.getLong(0)))
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void aKeyWhoseDeletionIsDue_losesItsMaterialAliasesAndGrants() {
    String key = world.key();
    String alive = world.key();
    world.ok(ALICE, CreateAlias.Output.class, new CreateAlias.Input("alias/doomed", key));
    CreateGrant.Output grant =
        world.ok(ALICE, CreateGrant.Output.class, Inputs.grant(key, BOB.arn(), "Decrypt"));
    Bytes blob = world.encrypt(ALICE, key, Map.of(), "x");
    world.ok(ALICE, ScheduleKeyDeletion.Output.class, Inputs.schedule(key, 7));
    KeyDeletion deletion = new KeyDeletion(world.store, world.database, world.feed);
    Duration window = Duration.ofDays(7);
    assertThat(await(deletion.sweep(NOW.plus(window).minusMillis(1)))).isEmpty();
    assertThat(await(deletion.sweep(NOW.plus(window)))).containsExactly(key);
    assertThat(await(deletion.sweep(NOW.plus(window)))).isEmpty();
    assertThat(world.refusal(ALICE, Inputs.describe(key)))
        .isEqualTo("NotFoundException: Key '" + key + "' does not exist");
    assertThat(world.refusal(ALICE, Inputs.describe("alias/doomed")))
        .contains("alias/doomed is not found.");
    assertThat(world.refused(ALICE, Inputs.decrypt(blob, Map.of())).code().name())
        .isEqualTo("AccessDeniedException");
    assertThat(await(world.store.grant(grant.grantId())).map(KmsGrant::live).orElse(true))
        .isFalse();
    assertThat(
            await(
                    world.database.read(
                        "SELECT count(*)::int FROM kms_key_version WHERE key_id = $1 AND wrapped IS NOT NULL",
                        Tuple.of(id(key))))
                .iterator()
                .next()
                .getInteger(0))
        .isZero();
    world.ok(ALICE, DescribeKey.Output.class, Inputs.describe(alive));
  }

  @Test
  void aDescriptionMayHoldAnything() {
    CreateKey.Input odd =
        new CreateKey.Input(
            Optional.empty(),
            Optional.of("a\u0000b\ud800\"\\"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty());
    String key = world.key(KmsWorld.ROOT, odd);
    assertThat(
            world
                .ok(ALICE, DescribeKey.Output.class, Inputs.describe(key))
                .keyMetadata()
                .description())
        .isEqualTo("a\u0000b\ud800\"\\");
  }

  @Test
  void manyGrantsOfOthers_areNotReadForOnesOwn() {
    String key = world.key();
    KmsKey row = await(world.store.key(id(key))).orElseThrow().key();
    for (int batch = 0; batch < 4; batch++) {
      int from = batch * 500;
      await(
          world.database.inTransaction(
              tx -> {
                io.vertx.core.Future<Void> done = io.vertx.core.Future.succeededFuture();
                for (int i = from; i < from + 500; i++) {
                  KmsGrant grant = sample(row, i);
                  done = done.compose(_ -> world.store.insertGrant(tx, grant));
                }
                return done;
              }));
    }
    assertThat(await(world.store.grantsFor(row.id(), List.of("arn:aws:iam::123456789012:user/u7"))))
        .hasSize(1);
    int count =
        await(world.database.inTransaction(tx -> world.store.countGrants(tx, row.id(), 1500)));
    assertThat(count).isEqualTo(1500);
  }

  private static KmsGrant sample(KmsKey key, int number) {
    return new KmsGrant(
        "%064x".formatted(number),
        key.id(),
        key.arn(),
        Grantees.rootArn(key.place().account()),
        new KmsGrant.Terms(
            Optional.empty(),
            "arn:aws:iam::123456789012:user/u" + number,
            false,
            Optional.empty(),
            false,
            java.util.Set.of(GrantOperation.Decrypt),
            Optional.empty(),
            Optional.empty()),
        NOW,
        Optional.empty());
  }
}
