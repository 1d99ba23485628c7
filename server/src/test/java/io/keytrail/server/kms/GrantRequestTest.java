package io.keytrail.server.kms;

import static io.keytrail.server.kms.KmsWorld.ALICE;
import static io.keytrail.server.kms.KmsWorld.BOB;
import static io.keytrail.server.kms.KmsWorld.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which grants can be asked for at all.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrantRequestTest {
  private KmsWorld world;
  private String key = "";

  @BeforeAll
  void open() {
    world = KmsWorld.open();
    world.let(ALICE, KmsWorld.allow("kms:*"));
    key = world.key();
  }

  @AfterAll
  void close() {
    world.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:iam::123456789012:root",
        "arn:aws:iam::123456789012:user/Alice",
        "arn:aws:iam::999999999999:user/path/Alice",
        "arn:aws:iam::123456789012:role/R",
        "arn:aws:sts::123456789012:assumed-role/R/session",
        "arn:aws:sts::123456789012:federated-user/f"
      })
  void grantees(String arn) {
    assertThat(
            world.ok(ALICE, CreateGrant.Output.class, Inputs.grant(key, arn, "Decrypt")).grantId())
        .hasSize(64);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "123456789012",
        "Alice",
        "arn:aws:iam::123456789012:user/",
        "arn:aws:iam::12345678901:user/Alice",
        "arn:aws:iam:us-west-2:123456789012:user/Alice",
        "arn:aws:iam::123456789012:group/G",
        "arn:aws:s3:::bucket",
        "arn:aws:sts::123456789012:assumed-role/R",
        "workspaces.us-west-2.amazonaws.com",
        "123456789012:aws:ec2-infrastructure:i-1"
      })
  void noGrantees(String text) {
    assertThat(world.refusal(ALICE, Inputs.grant(key, text, "Decrypt")))
        .isEqualTo("InvalidArnException: ARN does not refer to a valid principal: " + text);
  }

  @Test
  void aPrincipalThatDoesNotExistHere_isNoGranteeAndNoRetirer() {
    String gone = "arn:aws:iam::123456789012:user/Gone";
    world.missing.add(gone);
    String refusal = "InvalidArnException: ARN does not refer to a valid principal: " + gone;
    assertThat(world.refusal(ALICE, Inputs.grant(key, gone, "Decrypt"))).isEqualTo(refusal);
    assertThat(world.refusal(ALICE, Inputs.retirableGrant(key, BOB.arn(), gone, "Decrypt")))
        .isEqualTo(refusal);
  }

  @Test
  void operationsMustFitTheKey() {
    assertThat(world.refusal(ALICE, Inputs.grant(key, BOB.arn(), "Decrypt", "Sign", "VerifyMac")))
        .isEqualTo(
            "ValidationException: Grant operations [Sign, VerifyMac] do not fit KeySpec SYMMETRIC_DEFAULT with KeyUsage ENCRYPT_DECRYPT");
    String hmac = world.key(ROOT, Inputs.keyOf("HMAC_256", "GENERATE_VERIFY_MAC"));
    world.ok(
        ALICE, CreateGrant.Output.class, Inputs.grant(hmac, BOB.arn(), "GenerateMac", "VerifyMac"));
    assertThat(
            world.refusal(
                ALICE,
                Inputs.grant(
                    hmac,
                    BOB.arn(),
                    Inputs.subset(Map.of("a", "b")),
                    Optional.empty(),
                    "GenerateMac")))
        .isEqualTo(
            "ValidationException: Encryption context constraints are for symmetric encryption keys only");
  }

  @Test
  void constraintsHaveLimits() {
    Map<String, String> nine = new HashMap<>();
    for (int i = 0; i < 9; i++) {
      nine.put("k" + i, "v");
    }
    assertThat(refusal(Inputs.subset(nine)))
        .isEqualTo("ValidationException: A grant constraint has at most 8 pairs");
    assertThat(refusal(Inputs.equalTo(Map.of("k", "v".repeat(385)))))
        .isEqualTo(
            "ValidationException: Keys and values of a grant constraint have at most 384 characters");
    assertThat(refusal(Inputs.subset(Map.of("k", "v", "K", "v"))))
        .isEqualTo(
            "ValidationException: Keys of a grant constraint must differ in more than letter case");
    assertThat(
            refusal(
                Optional.of(
                    new GrantConstraints(
                        Optional.of(Map.of("a", "b")),
                        Optional.of(Map.of("a", "b")),
                        Optional.empty()))))
        .isEqualTo(
            "ValidationException: Only one of EncryptionContextSubset and EncryptionContextEquals may be specified");
    nine.remove("k8");
    assertThat(
            world
                .ok(
                    ALICE,
                    CreateGrant.Output.class,
                    Inputs.grant(key, BOB.arn(), Inputs.subset(nine), Optional.empty(), "Decrypt"))
                .grantId())
        .isNotEmpty();
  }

  private String refusal(Optional<GrantConstraints> constraints) {
    return world.refusal(
        ALICE, Inputs.grant(key, BOB.arn(), constraints, Optional.empty(), "Decrypt"));
  }

  @Test
  void serviceGrants_needASourceAndARetirer() {
    Optional<GrantConstraints> source =
        Optional.of(
            new GrantConstraints(
                Optional.empty(),
                Optional.empty(),
                Optional.of("arn:aws:rds:us-west-2:123456789012:db:x")));
    assertThat(world.refusal(ALICE, serviceGrant(Optional.empty(), Optional.of(ROOT.arn()))))
        .isEqualTo(
            "ValidationException: A grant for a service principal needs a SourceArn constraint");
    assertThat(world.refusal(ALICE, serviceGrant(source, Optional.empty())))
        .isEqualTo(
            "ValidationException: A grant for a service principal needs a retiring principal");
    assertThat(refusal(source))
        .isEqualTo(
            "ValidationException: A SourceArn constraint is for grants to a service principal only");
    String id =
        world
            .ok(ALICE, CreateGrant.Output.class, serviceGrant(source, Optional.of(ROOT.arn())))
            .grantId();
    ListGrants.Entry entry =
        world
            .ok(
                ALICE,
                ListGrants.Output.class,
                new ListGrants.Input(
                    key,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(id),
                    Optional.empty(),
                    Optional.empty()))
            .grants()
            .getFirst();
    assertThat(entry.granteePrincipal()).isEmpty();
    assertThat(entry.granteeServicePrincipal()).contains("rds.amazonaws.com");
    assertThat(entry.constraints()).isEqualTo(source);
  }

  private CreateGrant.Input serviceGrant(
      Optional<GrantConstraints> constraints, Optional<String> retiring) {
    return new CreateGrant.Input(
        key,
        Optional.empty(),
        retiring,
        List.of("Decrypt"),
        constraints,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.of("rds.amazonaws.com"),
        Optional.empty());
  }
}
