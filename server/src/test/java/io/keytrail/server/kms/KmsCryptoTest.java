package io.keytrail.server.kms;

import static io.keytrail.server.kms.KmsWorld.ALICE;
import static io.keytrail.server.kms.KmsWorld.BOB;
import static io.keytrail.server.kms.KmsWorld.EVE;
import static io.keytrail.server.kms.KmsWorld.OTHER_ROOT;
import static io.keytrail.server.kms.KmsWorld.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonNull;
import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.crypto.SecretAccess;
import io.keytrail.server.invoke.ApiException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The cryptographic operations, done and refused.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KmsCryptoTest {
  private static final Map<String, String> CONTEXT =
      Map.of(
          "aws:workspaces:sid-directoryid",
          "[S-1-5-21-277731876-1789304096-451871588-1107]@[d-1234abcd01]",
          "aws:ebs:id",
          "vol-1234abcd");
  private static final String HIDDEN =
      "AccessDeniedException: The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.";

  private KmsWorld world;

  @BeforeAll
  void open() {
    world = KmsWorld.open();
    world.let(ALICE, KmsWorld.allow("kms:*"));
    world.let(EVE, KmsWorld.allow("kms:*"));
  }

  @AfterAll
  void close() {
    world.close();
  }

  @Test
  void encrypt_isUndoneByDecrypt() {
    String key = world.key();
    Encrypt.Output sealed =
        world.ok(ALICE, Encrypt.Output.class, Inputs.encrypt(key, CONTEXT, "data key"));
    assertThat(sealed.keyId()).isEqualTo(key);
    assertThat(sealed.encryptionAlgorithm()).isEqualTo("SYMMETRIC_DEFAULT");
    Decrypt.Output opened =
        world.ok(ALICE, Decrypt.Output.class, Inputs.decrypt(sealed.ciphertextBlob(), CONTEXT));
    assertThat(opened.plaintext().readText(SecretAccess.REPLY)).isEqualTo("data key");
    assertThat(opened.keyId()).isEqualTo(key);
    assertThat(opened.keyMaterialId())
        .isEqualTo(
            world
                .ok(ALICE, DescribeKey.Output.class, Inputs.describe(key))
                .keyMetadata()
                .currentKeyMaterialId()
                .orElseThrow());
  }

  @Test
  void decrypt_isOnRecordWithItsKeyAndMaterial() {
    String key = world.key();
    Bytes blob = world.encrypt(ALICE, key, CONTEXT, "x");
    Decrypt.Output opened = world.ok(ALICE, Decrypt.Output.class, Inputs.decrypt(blob, CONTEXT));
    assertThat(world.lastRecord().member("responseElements")).contains(JsonNull.NULL);
    assertThat(
            world.lastRecord().object("additionalEventData").orElseThrow().string("keyMaterialId"))
        .contains(opened.keyMaterialId());
    assertThat(world.lastRecord().member("readOnly").orElseThrow().toString()).contains("true");
    assertThat(
            world
                .events
                .getLast()
                .evaluated()
                .orElseThrow()
                .checks()
                .getFirst()
                .question()
                .encryptionContext())
        .isEqualTo(CONTEXT);
  }

  @Test
  void generateDataKey_givesTheKeyPlainAndEncrypted() {
    String key = world.key();
    GenerateDataKey.Output made =
        world.ok(ALICE, GenerateDataKey.Output.class, Inputs.dataKey(key, CONTEXT));
    assertThat(made.plaintext().length()).isEqualTo(32);
    Secret again =
        world
            .ok(ALICE, Decrypt.Output.class, Inputs.decrypt(made.ciphertextBlob(), CONTEXT))
            .plaintext();
    assertThat(again.sameAs(made.plaintext())).isTrue();
  }

  @Test
  void generateDataKeyWithoutPlaintext_givesAsManyBytesAsAskedFor() {
    GenerateDataKeyWithoutPlaintext.Output made =
        world.ok(
            ALICE,
            GenerateDataKeyWithoutPlaintext.Output.class,
            Inputs.blindDataKey(world.key(), CONTEXT, 64));
    Secret opened =
        world
            .ok(ALICE, Decrypt.Output.class, Inputs.decrypt(made.ciphertextBlob(), CONTEXT))
            .plaintext();
    assertThat(opened.length()).isEqualTo(64);
  }

  @Test
  void generateDataKey_withNeitherOrBothSizes_isRefused() {
    String key = world.key();
    for (boolean both : List.of(true, false)) {
      GenerateDataKey.Input input =
          new GenerateDataKey.Input(
              key,
              Map.of(),
              both ? Optional.of(32) : Optional.empty(),
              both ? Optional.of("AES_256") : Optional.empty(),
              List.of(),
              Optional.empty(),
              Optional.empty());
      assertThat(world.refusal(ALICE, input))
          .isEqualTo("ValidationException: Please specify either number of bytes or key spec.");
    }
  }

  @Test
  void decrypt_withAnotherContext_saysNothingButInvalid() {
    Bytes blob = world.encrypt(ALICE, world.key(), Map.of("a", "bc"), "x");
    for (Map<String, String> wrong :
        List.of(
            Map.of("ab", "c"), Map.<String, String>of(), Map.of("A", "bc"), Map.of("a", "bC"))) {
      assertThat(world.refusal(ALICE, Inputs.decrypt(blob, wrong)))
          .isEqualTo("InvalidCiphertextException: ");
    }
    assertThat(world.lastRecord().string("errorCode")).contains("InvalidCiphertextException");
    assertThat(world.decrypt(ALICE, blob, Map.of("a", "bc"))).isEqualTo("x");
  }

  @Test
  void anAbsentContextIsAnEmptyOne() {
    Bytes blob = world.encrypt(ALICE, world.key(), Map.of(), "x");
    assertThat(world.decrypt(ALICE, blob, Map.of())).isEqualTo("x");
  }

  @Test
  void decrypt_ofABlobWithAFlippedBit_isRefusedWhereverTheBitIs() {
    byte[] good = world.encrypt(ALICE, world.key(), CONTEXT, "secret").toArray();
    Map<String, Integer> answers = new HashMap<>();
    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= 1;
      String answer = world.refusal(ALICE, Inputs.decrypt(Bytes.copyOf(bad), CONTEXT));
      boolean keyId = at >= 1 && at < 17;
      assertThat(answer)
          .as("byte %d", at)
          .isEqualTo(keyId ? HIDDEN : "InvalidCiphertextException: ");
      answers.merge(answer, 1, Integer::sum);
    }
    assertThat(answers).hasSize(2);
  }

  @Test
  void decrypt_ofWhatIsNoBlob_isInvalid() {
    assertThat(world.refusal(ALICE, Inputs.decrypt(Bytes.ofUtf8("short"), Map.of())))
        .isEqualTo("InvalidCiphertextException: ");
  }

  @Test
  void decrypt_underAnotherAccountsKey_looksLikeAKeyThatDoesNotExist() {
    Bytes foreign =
        world.encrypt(OTHER_ROOT, world.key(OTHER_ROOT, Inputs.createKey()), CONTEXT, "x");
    assertThat(world.refusal(ALICE, Inputs.decrypt(foreign, CONTEXT))).isEqualTo(HIDDEN);
    assertThat(world.refusal(BOB, Inputs.decrypt(foreign, CONTEXT))).isEqualTo(HIDDEN);
  }

  @Test
  void decrypt_withTheWrongKeyId_isIncorrectKey() {
    Bytes blob = world.encrypt(ALICE, world.key(), CONTEXT, "x");
    String other = world.key();
    assertThat(world.refusal(ALICE, Inputs.decrypt(blob, CONTEXT, Optional.of(other), List.of())))
        .isEqualTo(
            "IncorrectKeyException: The key ID in the request does not identify a CMK that can perform this operation.");
  }

  @Test
  void decrypt_underADisabledKey_isRefusedAndWorksAgainWhenEnabled() {
    String key = world.key();
    Bytes blob = world.encrypt(ALICE, key, CONTEXT, "x");
    world.ok(ALICE, DisableKey.Output.class, new DisableKey.Input(key));
    assertThat(world.refusal(ALICE, Inputs.decrypt(blob, CONTEXT)))
        .isEqualTo("DisabledException: " + key + " is disabled.");
    world.ok(ALICE, EnableKey.Output.class, new EnableKey.Input(key));
    assertThat(world.decrypt(ALICE, blob, CONTEXT)).isEqualTo("x");
  }

  @Test
  void aStrangerLearnsNothingOfAKeysState() {
    String key = world.key();
    Bytes blob = world.encrypt(ALICE, key, CONTEXT, "x");
    world.ok(ALICE, DisableKey.Output.class, new DisableKey.Input(key));
    assertThat(world.refused(BOB, Inputs.decrypt(blob, CONTEXT)).code().name())
        .isEqualTo("AccessDeniedException");
  }

  @Test
  void reEncrypt_movesToAnotherKey() {
    String from = world.key();
    String to = world.key();
    Bytes blob = world.encrypt(ALICE, from, CONTEXT, "moved");
    ReEncrypt.Output moved =
        world.ok(ALICE, ReEncrypt.Output.class, Inputs.reEncrypt(blob, CONTEXT, to));
    assertThat(moved.sourceKeyId()).isEqualTo(from);
    assertThat(moved.keyId()).isEqualTo(to);
    assertThat(world.decrypt(ALICE, moved.ciphertextBlob(), CONTEXT)).isEqualTo("moved");
    JsonArray resources =
        (JsonArray)
            world.events.get(world.events.size() - 2).record().member("resources").orElseThrow();
    assertThat(resources.elements()).hasSize(2);
    assertThat(world.events.get(world.events.size() - 2).evaluated().orElseThrow().checks())
        .extracting(one -> one.question().action())
        .containsExactly("kms:ReEncryptFrom", "kms:ReEncryptTo");
  }

  @Test
  void reEncrypt_needsBothPermissions() {
    String from = world.key();
    String to = world.key();
    Bytes blob = world.encrypt(ALICE, from, CONTEXT, "x");
    world.let(BOB, KmsWorld.allow("kms:ReEncryptFrom"));
    ApiException refused = world.refused(BOB, Inputs.reEncrypt(blob, CONTEXT, to));
    assertThat(refused.message()).contains("kms:ReEncryptTo").contains(to);
    world.let(BOB, KmsWorld.allow("kms:ReEncryptTo"));
    assertThat(world.refused(BOB, Inputs.reEncrypt(blob, CONTEXT, to)).message())
        .contains("kms:ReEncryptFrom")
        .contains(from);
    world.let(BOB);
  }

  @Test
  void aDryRun_doesNothingButCheck() {
    String key = world.key();
    Encrypt.Input dry =
        new Encrypt.Input(
            key, Secret.ofUtf8("x"), Map.of(), List.of(), Optional.empty(), Optional.of(true));
    assertThat(world.refusal(ALICE, dry))
        .isEqualTo(
            "DryRunOperationException: The request would have succeeded, but the DryRun option is set.");
    assertThat(world.refused(BOB, dry).code().name()).isEqualTo("AccessDeniedException");
  }

  @Test
  void keysOfOtherKinds_areDescribedButNotUsed() {
    String hmac = world.key(ROOT, Inputs.keyOf("HMAC_256", "GENERATE_VERIFY_MAC"));
    assertThat(world.refusal(ALICE, Inputs.encrypt(hmac, Map.of(), "x")))
        .isEqualTo(
            "InvalidKeyUsageException: "
                + hmac
                + " key usage is GENERATE_VERIFY_MAC which is not valid for Encrypt.");
    String rsa = world.key(ROOT, Inputs.keyOf("RSA_2048", "ENCRYPT_DECRYPT"));
    assertThat(world.refusal(ALICE, Inputs.encrypt(rsa, Map.of(), "x")))
        .isEqualTo(
            "InvalidKeyUsageException: Algorithm SYMMETRIC_DEFAULT is incompatible with key spec RSA_2048.");
    KeyMetadata described =
        world.ok(ALICE, DescribeKey.Output.class, Inputs.describe(rsa)).keyMetadata();
    assertThat(described.encryptionAlgorithms())
        .contains(List.of("RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"));
    assertThat(described.currentKeyMaterialId()).isEmpty();
  }

  @Test
  void aContextThatIsTooLarge_isRefused() {
    String key = world.key();
    Map<String, String> most = Map.of("k", "v".repeat(8192 - 8));
    assertThat(world.decrypt(ALICE, world.encrypt(ALICE, key, most, "x"), most)).isEqualTo("x");
    assertThat(world.refusal(ALICE, Inputs.encrypt(key, Map.of("k", "v".repeat(8192 - 7)), "x")))
        .isEqualTo(
            "ValidationException: EncryptionContext must be at most 8192 bytes long as JSON");
    assertThat(world.refusal(ALICE, Inputs.encrypt(key, Map.of("k", "\ud800"), "x")))
        .isEqualTo("ValidationException: EncryptionContext must be Unicode text");
  }

  @Test
  void recipient_isRefusedAndNotIgnored() {
    GenerateDataKey.Input input =
        new GenerateDataKey.Input(
            world.key(),
            Map.of(),
            Optional.of(32),
            Optional.empty(),
            List.of(),
            Optional.of(new RecipientInfo(Optional.empty(), Optional.empty())),
            Optional.empty());
    assertThat(world.refusal(ALICE, input))
        .isEqualTo("UnsupportedOperationException: Recipient is not supported");
  }
}
