package io.keytrail.server.kms;

import static io.keytrail.server.kms.KmsWorld.ACCOUNT;
import static io.keytrail.server.kms.KmsWorld.ALICE;
import static io.keytrail.server.kms.KmsWorld.BOB;
import static io.keytrail.server.kms.KmsWorld.EVE;
import static io.keytrail.server.kms.KmsWorld.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What grants allow, and how they end.
class KmsGrantsTest extends GrantsFixture {
  private static final Map<String, String> SID_AND_VOLUME =
      Map.of(
          "aws:workspaces:sid-directoryid",
          "[S-1-5-21-1-2-3-1107]@[d-1234abcd01]",
          "aws:ebs:id",
          "vol-1");

  @Test
  void aGrant_letsItsGranteeDoItsOperationsAndNoOthers() {
    assertThat(decryption(BOB, SID)).isEqualTo("refused");
    grant(Inputs.grant(key, BOB.arn(), "Decrypt"));
    assertThat(decryption(BOB, SID)).isEqualTo("ok");
    assertThat(world.refusal(BOB, Inputs.encrypt(key, SID, "x")))
        .isEqualTo(
            "AccessDeniedException: User: "
                + BOB.arn()
                + " is not authorized to perform: kms:Encrypt on resource: "
                + key
                + " because no identity-based policy allows the kms:Encrypt action");
  }

  @Test
  void aDenyBesideAGrant_wins() {
    grant(Inputs.grant(key, BOB.arn(), "Decrypt"));
    world.let(BOB, KmsWorld.deny("kms:Decrypt"));
    Bytes blob = world.encrypt(ALICE, key, SID, "x");
    assertThat(world.refusal(BOB, Inputs.decrypt(blob, SID)))
        .startsWith("AccessDeniedException: ")
        .endsWith("with an explicit deny in an identity-based policy");
  }

  @Test
  void constraints_decideByTheRequestsContext() {
    record Case(
        Optional<GrantConstraints> constraint, Map<String, String> context, String answer) {}
    Map<String, String> upper = Map.of("AWS:EBS:ID", "vol-1");
    Map<String, String> lower = Map.of("aws:ebs:id", "vol-1");
    for (Case one :
        List.of(
            new Case(Inputs.subset(SID), SID_AND_VOLUME, "ok"),
            new Case(Inputs.subset(SID), SID, "ok"),
            new Case(Inputs.subset(SID_AND_VOLUME), SID, "refused"),
            new Case(Inputs.subset(SID), Map.of(), "refused"),
            new Case(Inputs.equalTo(SID), SID, "ok"),
            new Case(Inputs.equalTo(SID), SID_AND_VOLUME, "refused"),
            new Case(Inputs.equalTo(upper), lower, "ok"),
            new Case(Inputs.subset(lower), Map.of("aws:ebs:id", "VOL-1"), "refused"))) {
      freshKey();
      grant(Inputs.grant(key, BOB.arn(), one.constraint(), Optional.empty(), "Decrypt"));
      assertThat(decryption(BOB, one.context())).as("%s", one).isEqualTo(one.answer());
    }
  }

  @Test
  void aName_makesCreateGrantIdempotent_withANewTokenEachTime() {
    CreateGrant.Input named =
        Inputs.grant(key, BOB.arn(), Inputs.subset(SID), Optional.of("n"), "Decrypt");
    CreateGrant.Output first = grant(named);
    CreateGrant.Output second = grant(named);
    assertThat(second.grantId()).isEqualTo(first.grantId());
    assertThat(second.grantToken()).isNotEqualTo(first.grantToken());
    assertThat(
            grant(Inputs.grant(key, BOB.arn(), Inputs.subset(SID), Optional.of("n"), "Encrypt"))
                .grantId())
        .isNotEqualTo(first.grantId());
    CreateGrant.Input unnamed = Inputs.grant(key, BOB.arn(), "Decrypt");
    assertThat(grant(unnamed).grantId()).isNotEqualTo(grant(unnamed).grantId());
  }

  @Test
  void aGrantMadeUnderAGrant_holdsNoMoreThanIt() {
    record Case(Optional<GrantConstraints> child, String operation, boolean allowed) {}
    for (Case one :
        List.of(
            new Case(Inputs.subset(SID_AND_VOLUME), "Decrypt", true),
            new Case(Inputs.subset(SID), "Decrypt", true),
            new Case(Inputs.equalTo(SID), "Decrypt", true),
            new Case(Inputs.subset(SID), "Encrypt", false),
            new Case(Inputs.subset(Map.of("aws:ebs:id", "vol-1")), "Decrypt", false),
            new Case(Optional.empty(), "Decrypt", false))) {
      freshKey();
      grant(
          Inputs.grant(
              key, BOB.arn(), Inputs.subset(SID), Optional.empty(), "CreateGrant", "Decrypt"));
      CreateGrant.Input child =
          Inputs.grant(key, EVE.arn(), one.child(), Optional.empty(), one.operation());
      assertThat(answer(world.invoke(KmsWorld.caller(BOB), child)))
          .as("%s", one)
          .isEqualTo(one.allowed() ? "ok" : "refused");
    }
  }

  @Test
  void aGrantMadeUnderAnEqualsGrant_mustBeEqualsToo() {
    grant(
        Inputs.grant(
            key, BOB.arn(), Inputs.equalTo(SID), Optional.empty(), "CreateGrant", "Decrypt"));
    CreateGrant.Input looser =
        Inputs.grant(key, EVE.arn(), Inputs.subset(SID), Optional.empty(), "Decrypt");
    assertThat(world.refused(BOB, looser).code().name()).isEqualTo("AccessDeniedException");
    world.ok(
        BOB,
        CreateGrant.Output.class,
        Inputs.grant(key, EVE.arn(), Inputs.equalTo(SID), Optional.empty(), "Decrypt"));
  }

  @Test
  void whoMayCreateGrantsByPolicy_isNotBoundByHisGrants() {
    grant(Inputs.grant(key, BOB.arn(), "CreateGrant"));
    assertThat(world.refused(BOB, Inputs.grant(key, EVE.arn(), "Decrypt")).code().name())
        .isEqualTo("AccessDeniedException");
    world.let(BOB, KmsWorld.allow("kms:CreateGrant"));
    world.ok(BOB, CreateGrant.Output.class, Inputs.grant(key, EVE.arn(), "Decrypt"));
  }

  @Test
  void aGrantAcrossAccounts_isOnRecordInBoth() {
    grant(Inputs.grant(key, EVE.arn(), "Decrypt"));
    Bytes blob = world.encrypt(ALICE, key, SID, "x");
    world.let(EVE, KmsWorld.allow("kms:Decrypt"));
    int before = world.events.size();
    assertThat(world.decrypt(EVE, blob, SID)).isEqualTo("x");
    assertThat(world.events.subList(before, world.events.size()))
        .extracting(event -> event.record().string("recipientAccountId").orElseThrow())
        .containsExactlyInAnyOrder(KmsWorld.OTHER, ACCOUNT);
  }

  @Test
  void ourOwnServices_useGranteesThatClientsCannotName() {
    String instance = ACCOUNT + ":aws:ec2-infrastructure:i-0123456789abcdef0";
    CreateGrant.Input input =
        Inputs.grant(key, instance, Inputs.subset(SID), Optional.empty(), "Decrypt");
    assertThat(world.refusal(ALICE, input))
        .isEqualTo("InvalidArnException: ARN does not refer to a valid principal: " + instance);
    Caller service = KmsWorld.caller(ALICE).via("ec2.us-west-2.amazonaws.com");
    world.ok(service, CreateGrant.Output.class, input);
    Bytes blob = world.encrypt(ALICE, key, SID, "x");
    Caller ebs =
        Caller.direct(
            new Principal.Service(instance),
            Optional.empty(),
            new Origin("ec2.us-west-2.amazonaws.com", "AWS Internal", true, true));
    world.ok(ebs, Decrypt.Output.class, Inputs.decrypt(blob, SID));
    assertThat(world.ok(ALICE, ListGrants.Output.class, Inputs.listGrants(key)).grants())
        .extracting(ListGrants.Entry::granteePrincipal)
        .containsExactly(Optional.of(instance));
  }

  @Test
  void grantIsForAwsResource_isSaidByTheServerOnly() {
    String policy =
        """
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"kms:PutKeyPolicy","Resource":"*"},
          {"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"kms:CreateGrant","Resource":"*",
           "Condition":{"Bool":{"kms:GrantIsForAWSResource":"true"}}}]}"""
            .formatted(ROOT.arn(), ALICE.arn());
    key = world.key(ROOT, Inputs.keyWithPolicy(policy));
    CreateGrant.Input input = Inputs.grant(key, BOB.arn(), "Decrypt");
    assertThat(world.refused(ALICE, input).code().name()).isEqualTo("AccessDeniedException");
    Caller service =
        KmsWorld.caller(ALICE)
            .via("workspaces.us-west-2.amazonaws.com")
            .with("kms:GrantIsForAWSResource", "true");
    world.ok(service, CreateGrant.Output.class, input);
  }

  @Test
  void conditionsOnTheContext_lookAtTheConstraint() {
    world.let(
        BOB,
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"*",
         "Condition":{"StringEquals":{"kms:EncryptionContext:aws:ebs:id":"vol-1","kms:GrantConstraintType":"EncryptionContextSubset"},
         "ForAllValues:StringEquals":{"kms:GrantOperations":["Decrypt","Encrypt"]}}}}""");
    Map<String, String> volume = Map.of("aws:ebs:id", "vol-1");
    world.ok(
        BOB,
        CreateGrant.Output.class,
        Inputs.grant(key, EVE.arn(), Inputs.subset(volume), Optional.empty(), "Decrypt"));
    for (CreateGrant.Input refused :
        List.of(
            Inputs.grant(key, EVE.arn(), Inputs.equalTo(volume), Optional.empty(), "Decrypt"),
            Inputs.grant(key, EVE.arn(), Inputs.subset(SID), Optional.empty(), "Decrypt"),
            Inputs.grant(key, EVE.arn(), Inputs.subset(volume), Optional.empty(), "ReEncryptTo"),
            Inputs.grant(key, EVE.arn(), "Decrypt"))) {
      assertThat(world.refused(BOB, refused).code().name()).isEqualTo("AccessDeniedException");
    }
  }

  @Test
  void listGrants_pagesFiltersAndShowsNoTokens() {
    for (int i = 0; i < 5; i++) {
      grant(Inputs.grant(key, (i % 2 == 0 ? BOB : EVE).arn(), "Decrypt"));
    }
    ListGrants.Input firstTwo =
        new ListGrants.Input(
            key,
            Optional.of(2),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    ListGrants.Output page = world.ok(ALICE, ListGrants.Output.class, firstTwo);
    assertThat(page.grants()).hasSize(2);
    assertThat(page.truncated()).isTrue();
    String marker = page.nextMarker().orElseThrow();
    ListGrants.Output rest =
        world.ok(
            ALICE,
            ListGrants.Output.class,
            new ListGrants.Input(
                key,
                Optional.empty(),
                Optional.of(marker),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    assertThat(rest.grants()).hasSize(3);
    assertThat(rest.truncated()).isFalse();
    assertThat(rest.nextMarker()).isEmpty();
    ListGrants.Output bobs =
        world.ok(
            ALICE,
            ListGrants.Output.class,
            new ListGrants.Input(
                key,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(BOB.arn()),
                Optional.empty()));
    assertThat(bobs.grants()).hasSize(3);
    for (String bad : List.of("x", marker + "A", marker.substring(1))) {
      assertThat(
              world.refusal(
                  ALICE,
                  new ListGrants.Input(
                      key,
                      Optional.empty(),
                      Optional.of(bad),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty())))
          .isEqualTo("InvalidMarkerException: Invalid marker");
    }
    String other = world.key();
    assertThat(
            world.refusal(
                ALICE,
                new ListGrants.Input(
                    other,
                    Optional.empty(),
                    Optional.of(marker),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty())))
        .isEqualTo("InvalidMarkerException: Invalid marker");
  }
}
