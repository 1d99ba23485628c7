package io.keytrail.server.kms;

import static io.keytrail.server.kms.KmsWorld.ACCOUNT;
import static io.keytrail.server.kms.KmsWorld.ALICE;
import static io.keytrail.server.kms.KmsWorld.BOB;
import static io.keytrail.server.kms.KmsWorld.NOW;
import static io.keytrail.server.kms.KmsWorld.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Keys made, described, switched and scheduled for deletion; their policies.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KmsKeysTest {
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

  private KeyMetadata describe(String key) {
    return world.ok(ALICE, DescribeKey.Output.class, Inputs.describe(key)).keyMetadata();
  }

  @Test
  void createKey_byDefault_isSymmetricAndDelegatesToTheAccount() {
    CreateKey.Output made = world.ok(ROOT, CreateKey.Output.class, Inputs.createKey());
    KeyMetadata key = made.keyMetadata();
    assertThat(key)
        .extracting(
            KeyMetadata::aWSAccountId,
            KeyMetadata::keySpec,
            KeyMetadata::keyUsage,
            KeyMetadata::keyState,
            KeyMetadata::keyManager,
            KeyMetadata::origin,
            KeyMetadata::enabled,
            KeyMetadata::multiRegion,
            KeyMetadata::creationDate)
        .containsExactly(
            ACCOUNT,
            "SYMMETRIC_DEFAULT",
            "ENCRYPT_DECRYPT",
            "Enabled",
            "CUSTOMER",
            "AWS_KMS",
            true,
            false,
            NOW);
    assertThat(key.currentKeyMaterialId().orElseThrow()).matches("[0-9a-f]{64}");
    assertThat(describe(key.arn())).isEqualTo(key);
    GetKeyPolicy.Output policy =
        world.ok(
            ALICE,
            GetKeyPolicy.Output.class,
            new GetKeyPolicy.Input(key.arn(), Optional.of("default")));
    assertThat(policy.policy()).contains("arn:aws:iam::" + ACCOUNT + ":root").contains("kms:*");
  }

  @Test
  void createKey_isOnRecordWithItsMetadata() {
    world.ok(ROOT, CreateKey.Output.class, Inputs.createKey());
    JsonObject metadata =
        world
            .lastRecord()
            .object("responseElements")
            .flatMap(elements -> elements.object("keyMetadata"))
            .orElseThrow();
    assertThat(metadata.string("creationDate")).contains("Nov 23, 2026, 12:34:56 PM");
    assertThat(metadata.string("keyState")).contains("Enabled");
    assertThat(world.lastRecord().member("resources").orElseThrow().toString())
        .contains("AWS::KMS::Key");
  }

  @Test
  void createKey_refusesWhatThisServerDoesNotMake() {
    assertThat(world.refusal(ROOT, Inputs.keyOf("ECC_NIST_P256", "SIGN_VERIFY")))
        .isEqualTo(
            "UnsupportedOperationException: KeySpec ECC_NIST_P256 is not supported; SYMMETRIC_DEFAULT, RSA_2048 and HMAC_256 are");
    assertThat(world.refusal(ROOT, Inputs.keyOf("HMAC_256", "ENCRYPT_DECRYPT")))
        .isEqualTo(
            "ValidationException: KeyUsage ENCRYPT_DECRYPT is not compatible with KeySpec HMAC_256");
    assertThat(
            world.refusal(
                ROOT,
                Inputs.createKey(
                    Optional.empty(), Optional.of("RSA_2048"), Optional.empty(), List.of())))
        .isEqualTo(
            "ValidationException: You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.");
  }

  @Test
  void createKey_withTags_isCheckedForThem() {
    world.let(BOB, KmsWorld.allow("kms:CreateKey"));
    CreateKey.Input tagged =
        Inputs.createKey(
            Optional.empty(), Optional.empty(), Optional.empty(), List.of(new Tag("Team", "Blue")));
    assertThat(world.refused(BOB, tagged).message())
        .contains("kms:TagResource on resource: arn:aws:kms:us-west-2:" + ACCOUNT + ":key/");
    String key = world.key(ROOT, tagged);
    world.let(
        BOB,
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"*",
         "Condition":{"StringEquals":{"aws:ResourceTag/Team":"Blue"}}}}""");
    world.ok(BOB, DescribeKey.Output.class, Inputs.describe(key));
    assertThat(world.refused(BOB, Inputs.describe(world.key())).code().name())
        .isEqualTo("AccessDeniedException");
    world.let(BOB);
  }

  @Test
  void tags_haveRules() {
    assertThat(tagRefusal(new Tag("aws:x", "")))
        .isEqualTo("TagException: Tags beginning with aws: are reserved");
    assertThat(tagRefusal(new Tag("a", ""), new Tag("A", "")))
        .isEqualTo("TagException: Duplicate tag keys");
    Tag[] many = new Tag[51];
    for (int i = 0; i < many.length; i++) {
      many[i] = new Tag("k" + i, "");
    }
    assertThat(tagRefusal(many)).isEqualTo("TagException: Too many tags");
  }

  private String tagRefusal(Tag... tags) {
    return world.refusal(
        ROOT,
        Inputs.createKey(Optional.empty(), Optional.empty(), Optional.empty(), List.of(tags)));
  }

  @Test
  void aPolicyThatLocksItsMakerOut_isRefusedUnlessHeInsists() {
    String locked =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*",
         "Principal":{"AWS":"%s"}}]}"""
            .formatted(ROOT.arn());
    String refusal =
        "MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.";
    assertThat(world.refusal(ALICE, Inputs.keyWithPolicy(locked))).isEqualTo(refusal);
    String key = world.key();
    assertThat(world.refusal(ALICE, Inputs.putPolicy(key, locked))).isEqualTo(refusal);
    world.ok(
        ALICE,
        PutKeyPolicy.Output.class,
        new PutKeyPolicy.Input(key, locked, Optional.empty(), Optional.of(true)));
    assertThat(world.refused(ALICE, Inputs.putPolicy(key, locked)).code().name())
        .isEqualTo("AccessDeniedException");
  }

  @Test
  void aPolicyThatDeniesItsMakerBesideTheDelegation_locksHimOut() {
    String policy =
        """
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Action":"kms:*","Resource":"*","Principal":{"AWS":"%s"}},
          {"Effect":"Deny","Action":"kms:PutKeyPolicy","Resource":"*","Principal":{"AWS":"%s"}}]}"""
            .formatted(ROOT.arn(), ALICE.arn());
    assertThat(world.refused(ALICE, Inputs.keyWithPolicy(policy)).code().name())
        .isEqualTo("MalformedPolicyDocumentException");
    world.ok(ROOT, CreateKey.Output.class, Inputs.keyWithPolicy(policy));
  }

  @Test
  void aPolicyThatNamesAPrincipalWhoDoesNotExist_isMalformed() {
    String gone = "arn:aws:iam::" + ACCOUNT + ":user/Gone";
    world.missing.add(gone);
    String policy =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"*",
         "Principal":{"AWS":["%s","%s"]}}]}"""
            .formatted(ROOT.arn(), gone);
    assertThat(world.refusal(ROOT, Inputs.keyWithPolicy(policy)))
        .isEqualTo(
            "MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals.");
  }

  @Test
  void aPolicyThatDoesNotRead_isMalformed_andSaysWhere() {
    assertThat(world.refusal(ROOT, Inputs.keyWithPolicy("{")))
        .startsWith("MalformedPolicyDocumentException: 1:2: ");
    String long_ = KeyPolicy.standard(ACCOUNT) + " ".repeat(32 * 1024);
    assertThat(world.refusal(ROOT, Inputs.keyWithPolicy(long_)))
        .isEqualTo("LimitExceededException: A key policy must be at most 32768 bytes long");
  }

  @Test
  void putKeyPolicy_decidesFromTheNextCallOn() {
    String key = world.key();
    world.let(BOB, KmsWorld.allow("kms:DescribeKey"));
    world.ok(BOB, DescribeKey.Output.class, Inputs.describe(key));
    world.ok(
        ROOT,
        PutKeyPolicy.Output.class,
        Inputs.putPolicy(
            key,
            """
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":"kms:*","Resource":"*","Principal":{"AWS":"%s"}},
              {"Effect":"Deny","Action":"kms:DescribeKey","Resource":"*","Principal":{"AWS":"%s"}}]}"""
                .formatted(ROOT.arn(), BOB.arn())));
    assertThat(world.refusal(BOB, Inputs.describe(key)))
        .endsWith("with an explicit deny in a resource-based policy");
    world.let(BOB);
  }

  @Test
  void deletion_isScheduledAndCancelled() {
    String key = world.key();
    ScheduleKeyDeletion.Output due =
        world.ok(
            ALICE,
            ScheduleKeyDeletion.Output.class,
            new ScheduleKeyDeletion.Input(key, Optional.empty()));
    assertThat(due)
        .isEqualTo(
            new ScheduleKeyDeletion.Output(
                key, NOW.plus(Duration.ofDays(30)), "PendingDeletion", 30));
    assertThat(describe(key).deletionDate()).contains(due.deletionDate());
    assertThat(describe(key).enabled()).isFalse();
    String pending = "KMSInvalidStateException: " + key + " is pending deletion.";
    for (Record input :
        List.of(
            Inputs.schedule(key, 7),
            new EnableKey.Input(key),
            new DisableKey.Input(key),
            new CreateAlias.Input("alias/late", key),
            Inputs.encrypt(key, Map.of(), "x"),
            Inputs.grant(key, BOB.arn(), "Decrypt"))) {
      assertThat(world.refusal(ALICE, input)).as("%s", input).isEqualTo(pending);
    }
    assertThat(
            world
                .ok(ALICE, CancelKeyDeletion.Output.class, new CancelKeyDeletion.Input(key))
                .keyId())
        .isEqualTo(key);
    assertThat(describe(key).keyState()).isEqualTo("Disabled");
    assertThat(world.refusal(ALICE, new CancelKeyDeletion.Input(key)))
        .isEqualTo("KMSInvalidStateException: " + key + " is not pending deletion.");
  }

  @Test
  void deletion_hasAWindowOf7To30Days() {
    String key = world.key();
    for (int days : List.of(6, 31)) {
      assertThat(world.refusal(ALICE, Inputs.schedule(key, days)))
          .isEqualTo(
              "ValidationException: PendingWindowInDays must be between 7 and 30 days (inclusive), but you specified "
                  + days
                  + ".");
    }
    world.ok(ALICE, ScheduleKeyDeletion.Output.class, Inputs.schedule(key, 7));
  }
}
