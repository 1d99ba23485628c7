package io.keytrail.server.kms;

import static io.keytrail.server.kms.KmsWorld.ACCOUNT;
import static io.keytrail.server.kms.KmsWorld.ALICE;
import static io.keytrail.server.kms.KmsWorld.BOB;
import static io.keytrail.server.kms.KmsWorld.EVE;
import static io.keytrail.server.kms.KmsWorld.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonWriter;
import io.keytrail.policy.eval.Principal;
import io.keytrail.server.crypto.Bytes;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How grants end, and their tokens with them.
class GrantEndsTest extends GrantsFixture {
  @Test
  void aRetiredGrant_allowsNothingFromTheNextCallOn() {
    CreateGrant.Output made = grant(Inputs.retirableGrant(key, BOB.arn(), BOB.arn(), "Decrypt"));
    assertThat(decryption(BOB, SID)).isEqualTo("ok");
    world.ok(BOB, RetireGrant.Output.class, Inputs.retire(key, made.grantId()));
    assertThat(world.lastRecord().object("additionalEventData").orElseThrow().string("grantId"))
        .contains(made.grantId());
    assertThat(decryption(BOB, SID)).isEqualTo("refused");
    assertThat(world.refusal(BOB, Inputs.retire(key, made.grantId())))
        .isEqualTo("NotFoundException: Grant ID " + made.grantId() + " not found");
  }

  @Test
  void aRevokedGrant_allowsNothingFromTheNextCallOn() {
    CreateGrant.Output made = grant(Inputs.grant(key, BOB.arn(), "Decrypt"));
    assertThat(decryption(BOB, SID)).isEqualTo("ok");
    assertThat(world.refused(BOB, Inputs.revoke(key, made.grantId())).code().name())
        .isEqualTo("AccessDeniedException");
    world.ok(ALICE, RevokeGrant.Output.class, Inputs.revoke(key, made.grantId()));
    assertThat(decryption(BOB, SID)).isEqualTo("refused");
    assertThat(world.ok(ALICE, ListGrants.Output.class, Inputs.listGrants(key)).grants()).isEmpty();
  }

  @Test
  void aToken_isTakenOnlyWhileItsGrantLives_andLendsNothing() {
    CreateGrant.Output made = grant(Inputs.grant(key, BOB.arn(), "Decrypt"));
    Bytes blob = world.encrypt(ALICE, key, SID, "x");
    String token = made.grantToken();
    world.ok(
        BOB, Decrypt.Output.class, Inputs.decrypt(blob, SID, Optional.empty(), List.of(token)));
    assertThat(
            world
                .events
                .getLast()
                .evaluated()
                .orElseThrow()
                .checks()
                .getFirst()
                .question()
                .grantTokens())
        .containsExactly(made.grantId());
    Principal.User carol = new Principal.User(ACCOUNT, "/", "Carol", "AIDACAROL");
    assertThat(
            world
                .refused(carol, Inputs.decrypt(blob, SID, Optional.empty(), List.of(token)))
                .code()
                .name())
        .isEqualTo("AccessDeniedException");
    String forged = (token.charAt(0) == 'A' ? "B" : "A") + token.substring(1);
    for (String bad : List.of(forged, token.substring(1), token + "A", "x", "\u00e9".repeat(108))) {
      assertThat(world.refusal(BOB, Inputs.decrypt(blob, SID, Optional.empty(), List.of(bad))))
          .isEqualTo("InvalidGrantTokenException: Invalid grant token.");
    }
    world.ok(ALICE, RevokeGrant.Output.class, Inputs.revoke(key, made.grantId()));
    assertThat(world.refusal(BOB, Inputs.decrypt(blob, SID, Optional.empty(), List.of(token))))
        .isEqualTo("InvalidGrantTokenException: Invalid grant token.");
    assertThat(world.refusal(BOB, Inputs.retire(token)))
        .isEqualTo("InvalidGrantTokenException: Invalid grant token.");
    world.events.forEach(
        event -> assertThat(JsonWriter.toText(event.record())).doesNotContain(token));
  }

  @Test
  void aTokenRetiresItsGrant() {
    CreateGrant.Output made = grant(Inputs.grant(key, BOB.arn(), "Decrypt", "RetireGrant"));
    world.ok(BOB, RetireGrant.Output.class, Inputs.retire(made.grantToken()));
    assertThat(decryption(BOB, SID)).isEqualTo("refused");
  }

  @Test
  void retireGrant_isForItsPartiesOnly() {
    String id = grant(Inputs.retirableGrant(key, BOB.arn(), EVE.arn(), "Decrypt")).grantId();
    String denied =
        "AccessDeniedException: User: %s is not authorized to perform: kms:RetireGrant on resource: %s";
    world.let(BOB, KmsWorld.allow("kms:RetireGrant"));
    assertThat(world.refusal(BOB, Inputs.retire(key, id)))
        .isEqualTo(denied.formatted(BOB.arn(), key));
    assertThat(world.refusal(ALICE, Inputs.retire(key, id)))
        .isEqualTo(denied.formatted(ALICE.arn(), key));
    assertThat(world.refusal(KmsWorld.OTHER_ROOT, Inputs.retire(key, id)))
        .isEqualTo(denied.formatted(KmsWorld.OTHER_ROOT.arn(), key));
    world.let(EVE, KmsWorld.deny("kms:RetireGrant"));
    assertThat(world.refusal(EVE, Inputs.retire(key, id)))
        .startsWith("AccessDeniedException: ")
        .contains("explicit deny");
    world.let(EVE);
    world.ok(EVE, RetireGrant.Output.class, Inputs.retire(key, id));
  }

  @Test
  void retireGrant_isOpenToTheGranteeWithTheOperationAndToTheIssuersRoot() {
    String own = grant(Inputs.grant(key, BOB.arn(), "RetireGrant")).grantId();
    world.ok(BOB, RetireGrant.Output.class, Inputs.retire(key, own));
    String issued = grant(Inputs.grant(key, BOB.arn(), "Decrypt")).grantId();
    world.ok(ROOT, RetireGrant.Output.class, Inputs.retire(key, issued));
  }

  @Test
  void retireGrant_worksOnAKeyPendingDeletion() {
    String id = grant(Inputs.grant(key, BOB.arn(), "RetireGrant")).grantId();
    world.ok(ALICE, ScheduleKeyDeletion.Output.class, Inputs.schedule(key, 7));
    world.ok(BOB, RetireGrant.Output.class, Inputs.retire(key, id));
  }
}
