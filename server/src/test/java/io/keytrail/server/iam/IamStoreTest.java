package io.keytrail.server.iam;

import static io.keytrail.server.store.TestPostgres.await;
import static io.keytrail.server.store.TestPostgres.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.crypto.InvalidCiphertext;
import io.keytrail.server.crypto.RowTampered;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What somebody gains who can write the database but has no root key: nothing but refusals.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IamStoreTest {
  private static final String DENY =
      "{\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}}";

  private IamWorld world;

  @BeforeAll
  void open() {
    world = IamWorld.open();
  }

  @AfterAll
  void close() {
    world.close();
  }

  private void tamper(String sql, String id) {
    assertThat(await(world.database.write(sql, Tuple.of(id))).rowCount()).isEqualTo(1);
  }

  private String key(Principal.User owner) {
    return world
        .ok(
            CreateAccessKey.Output.class,
            "CreateAccessKey",
            new CreateAccessKey.Input(Optional.of(owner.name())))
        .accessKey()
        .accessKeyId();
  }

  @Test
  void aPolicyWrittenByHand_isRefused() {
    Principal.User user = world.user("Forger");
    world.put("Forger", "p", DENY);
    tamper(
        "UPDATE iam_policy_version SET document = replace(document, 'Deny', 'Allow')"
            + " WHERE user_id = $1",
        user.userId());
    assertThat(failureOf(world.policies.of(user)))
        .isInstanceOf(RowTampered.class)
        .hasMessageContaining("iam policy version");
  }

  @Test
  void aPolicyTakenAwayByHand_isNoticed() {
    Principal.User user = world.user("Eraser");
    world.put("Eraser", "p", DENY);
    tamper("DELETE FROM iam_policy_version WHERE user_id = $1", user.userId());
    assertThat(failureOf(world.policies.of(user)))
        .hasMessage("the policy version `" + user.userId() + "/p#2` is missing from the store");
  }

  @Test
  void aPolicyTakenOffItsUserByHand_isNoticed() {
    Principal.User user = world.user("Detacher");
    world.put("Detacher", "p", DENY);
    tamper(
        "UPDATE iam_user SET policy_names = '{}', policy_versions = '{}' WHERE id = $1",
        user.userId());
    assertThat(failureOf(world.policies.of(user)))
        .isInstanceOf(RowTampered.class)
        .hasMessageContaining("iam user");
  }

  @Test
  void aKeySwitchedOnByHand_isRefused() {
    Principal.User user = world.user("Switcher");
    String key = key(user);
    world.ok(
        UpdateAccessKey.Output.class,
        "UpdateAccessKey",
        new UpdateAccessKey.Input(Optional.of("Switcher"), key, "Inactive"));
    tamper("UPDATE iam_access_key SET active = true WHERE id = $1", key);
    assertThat(failureOf(world.accessKeys.find(key))).isInstanceOf(RowTampered.class);
  }

  @Test
  void aSecretPutUnderAnotherKeyByHand_doesNotUnwrap() {
    Principal.User user = world.user("Swapper");
    String mine = key(user);
    String victim = key(user);
    await(
        world.database.write(
            "UPDATE iam_access_key SET secret = (SELECT secret FROM iam_access_key WHERE id = $1)"
                + " WHERE id = $2",
            Tuple.of(mine, victim)));
    assertThat(failureOf(world.accessKeys.find(victim))).isInstanceOf(InvalidCiphertext.class);
  }

  @Test
  void aKeyGivenToAnotherOwnerByHand_isRefused() {
    Principal.User user = world.user("Giver");
    Principal.User other = world.user("Taker");
    String key = key(user);
    await(
        world.database.write(
            "UPDATE iam_access_key SET owner_id = $2 WHERE id = $1",
            Tuple.of(key, other.userId())));
    assertThat(failureOf(world.accessKeys.find(key))).isInstanceOf(RowTampered.class);
  }

  @Test
  void accessKey_isFoundWithItsOwner() {
    Principal.User user = world.user("Signer");
    var found = await(world.accessKeys.find(key(user))).orElseThrow();
    assertThat(found.principal()).isEqualTo(user);
    assertThat(found.active()).isTrue();
    assertThat(found.account()).isEqualTo(IamWorld.ACCOUNT);
  }

  @Test
  void accessKey_ofAnUnknownOrImpossibleId_isNotFound() {
    assertThat(await(world.accessKeys.find("AKIAAAAAAAAAAAAAAAAA"))).isEmpty();
    assertThat(await(world.accessKeys.find("a\u0000b"))).isEmpty();
  }

  @Test
  void anInactiveKey_isSeenAsInactiveByTheNextRequest() {
    Principal.User user = world.user("Fast");
    String key = key(user);
    assertThat(await(world.accessKeys.find(key)).orElseThrow().active()).isTrue();
    world.ok(
        UpdateAccessKey.Output.class,
        "UpdateAccessKey",
        new UpdateAccessKey.Input(Optional.of("Fast"), key, "Inactive"));
    assertThat(await(world.accessKeys.find(key)).orElseThrow().active()).isFalse();
    world.ok(
        DeleteAccessKey.Output.class,
        "DeleteAccessKey",
        new DeleteAccessKey.Input(Optional.of("Fast"), key));
    assertThat(await(world.accessKeys.find(key))).isEmpty();
  }

  @Test
  void missingPrincipals_areThoseOfLocalAccountsOnly() {
    world.user("Here");
    String here = "arn:aws:iam::123456789012:user/Here";
    String gone = "arn:aws:iam::123456789012:user/Gone";
    String elsewhere = "arn:aws:iam::123456789012:user/other/Here";
    String nul = "arn:aws:iam::123456789012:user/a\u0000";
    String role = "arn:aws:iam::123456789012:role/R";
    assertThat(
            await(
                world
                    .iam
                    .principals()
                    .missing(
                        Set.of(
                            here,
                            gone,
                            elsewhere,
                            nul,
                            role,
                            "arn:aws:iam::123456789012:root",
                            "arn:aws:iam::111122223333:user/Foreign",
                            "ec2.amazonaws.com"))))
        .containsExactlyInAnyOrder(gone, elsewhere, nul, role);
  }
}
