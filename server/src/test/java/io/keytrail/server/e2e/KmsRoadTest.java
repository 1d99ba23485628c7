package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.GrantOperation;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KmsException;

/// One key, used and misused through the AWS SDK: what opens, what is refused and how, and that
/// each refusal is found by SID and by volume.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KmsRoadTest {
  private static final String SID = "S-1-5-21-277731876-1789304096-451871588-1107";
  private static final String PAIR = "[" + SID + "]@[d-1234abcd01]";
  private static final String ALLOW_ALL =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""";

  private TestServer server;
  private AwsBasicCredentials root;
  private KmsClient kms;

  @BeforeAll
  void start() throws Exception {
    server = TestServer.start();
    root = server.root();
    kms = server.kms(root);
  }

  @AfterAll
  void stop() throws Exception {
    kms.close();
    server.close();
  }

  private String key() {
    return kms.createKey(r -> r.description("a desk")).keyMetadata().keyId();
  }

  private static Map<String, String> context(String volume) {
    return Map.of("aws:workspaces:sid-directoryid", PAIR, "aws:ebs:id", volume);
  }

  private GenerateDataKeyResponse dataKey(String key, Map<String, String> context) {
    return kms.generateDataKey(
        r -> r.keyId(key).keySpec(DataKeySpec.AES_256).encryptionContext(context));
  }

  /// The refusal is in the trail under both names, once.
  private void assertFound(KmsException refused, String volume, String errorCode) throws Exception {
    for (String query :
        List.of(
            "sid = " + SID + " and volume = " + volume + " and errorCode is present",
            "volume = " + volume + " and errorCode = \"" + errorCode + "\"",
            "kms:EncryptionContext:\"aws:ebs:id\" = \""
                + volume
                + "\" and requestID = \""
                + refused.requestId()
                + "\"")) {
      List<JsonObject> records = server.records(query, TestServer.seq(refused));
      assertThat(
              records.stream()
                  .filter(r -> r.string("requestID").orElse("").equals(refused.requestId())))
          .as(query)
          .hasSize(1)
          .allSatisfy(r -> assertThat(r.string("errorCode")).contains(errorCode));
    }
  }

  @Test
  void decrypt_underTheSameContext_opens() throws Exception {
    GenerateDataKeyResponse made = dataKey(key(), context("vol-0001aaaa"));
    var opened =
        kms.decrypt(
            r ->
                r.ciphertextBlob(made.ciphertextBlob()).encryptionContext(context("vol-0001aaaa")));
    assertThat(opened.plaintext()).isEqualTo(made.plaintext());
    assertThat(opened.keyId()).isEqualTo(made.keyId());
    assertThat(
            server.records("sid = " + SID + " and volume = vol-0001aaaa", TestServer.seq(opened)))
        .extracting(r -> r.string("eventName").orElseThrow())
        .containsExactly("Decrypt", "GenerateDataKey");
  }

  @Test
  void decrypt_underAnotherContext_isInvalidCiphertext() throws Exception {
    GenerateDataKeyResponse made = dataKey(key(), context("vol-0002aaaa"));
    InvalidCiphertextException refused =
        catchThrowableOfType(
            InvalidCiphertextException.class,
            () ->
                kms.decrypt(
                    r ->
                        r.ciphertextBlob(made.ciphertextBlob())
                            .encryptionContext(context("vol-0002bbbb"))));
    assertFound(refused, "vol-0002bbbb", "InvalidCiphertextException");
  }

  @Test
  void decrypt_underAContextThatOnlyConcatenatesAlike_isInvalidCiphertext() {
    GenerateDataKeyResponse made = dataKey(key(), Map.of("a", "bc"));
    assertThatThrownBy(
            () ->
                kms.decrypt(
                    r ->
                        r.ciphertextBlob(made.ciphertextBlob())
                            .encryptionContext(Map.of("ab", "c"))))
        .isInstanceOf(InvalidCiphertextException.class);
    assertThat(
            kms.decrypt(
                    r ->
                        r.ciphertextBlob(made.ciphertextBlob())
                            .encryptionContext(Map.of("a", "bc")))
                .plaintext())
        .isEqualTo(made.plaintext());
  }

  @Test
  void decrypt_ofABlobWithAFlippedBitInAnyByte_isRefused() throws Exception {
    GenerateDataKeyResponse made = dataKey(key(), context("vol-0003aaaa"));
    byte[] blob = made.ciphertextBlob().asByteArray();
    List<KmsException> refusals = new ArrayList<>();
    for (int i = 0; i < blob.length; i++) {
      byte[] flipped = blob.clone();
      flipped[i] ^= (byte) (1 << (i % 8));
      KmsException refused =
          catchThrowableOfType(
              KmsException.class,
              () ->
                  kms.decrypt(
                      r ->
                          r.ciphertextBlob(SdkBytes.fromByteArray(flipped))
                              .encryptionContext(context("vol-0003aaaa"))));
      // A byte of the key's id makes it another, unknown key: that must not tell whether it exists.
      assertThat(refused.awsErrorDetails().errorCode())
          .as("byte %d", i)
          .isIn("InvalidCiphertextException", "AccessDeniedException");
      refusals.add(refused);
    }
    assertThat(refusals).hasSize(blob.length);
    // The last byte is one of the tag's.
    assertFound(refusals.getLast(), "vol-0003aaaa", "InvalidCiphertextException");
  }

  @Test
  void decrypt_byAGrant_worksUntilItIsRetired() throws Exception {
    String key = key();
    AwsBasicCredentials desk = server.user("desk");
    String grantee = "arn:aws:iam::" + TestServer.ACCOUNT + ":user/desk";
    GenerateDataKeyResponse made = dataKey(key, context("vol-0004aaaa"));
    try (KmsClient asDesk = server.kms(desk)) {
      KmsException before =
          catchThrowableOfType(
              KmsException.class,
              () ->
                  asDesk.decrypt(
                      r ->
                          r.ciphertextBlob(made.ciphertextBlob())
                              .encryptionContext(context("vol-0004aaaa"))));
      assertThat(before.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
      String grant =
          kms.createGrant(
                  r ->
                      r.keyId(key)
                          .granteePrincipal(grantee)
                          .operations(GrantOperation.DECRYPT)
                          .constraints(
                              c -> c.encryptionContextSubset(Map.of("aws:ebs:id", "vol-0004aaaa"))))
              .grantId();
      assertThat(
              asDesk
                  .decrypt(
                      r ->
                          r.ciphertextBlob(made.ciphertextBlob())
                              .encryptionContext(context("vol-0004aaaa")))
                  .plaintext())
          .isEqualTo(made.plaintext());
      var _ = kms.retireGrant(r -> r.keyId(arn(key)).grantId(grant));
      KmsException after =
          catchThrowableOfType(
              KmsException.class,
              () ->
                  asDesk.decrypt(
                      r ->
                          r.ciphertextBlob(made.ciphertextBlob())
                              .encryptionContext(context("vol-0004aaaa"))));
      assertThat(after.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
      assertFound(after, "vol-0004aaaa", "AccessDenied");
    }
  }

  @Test
  void retireGrant_showsTheGrant_whetherItIsRefusedOrNot() throws Exception {
    String key = key();
    AwsBasicCredentials stranger = server.user("stranger", ALLOW_ALL);
    String grant =
        kms.createGrant(
                r ->
                    r.keyId(key)
                        .granteePrincipal("arn:aws:iam::222222222222:role/desk")
                        .operations(GrantOperation.DECRYPT))
            .grantId();
    try (KmsClient asStranger = server.kms(stranger)) {
      KmsException refused =
          catchThrowableOfType(
              KmsException.class,
              () -> asStranger.retireGrant(r -> r.keyId(arn(key)).grantId(grant)));
      assertThat(
              server.records(
                  "grant = " + grant + " and errorCode is present", TestServer.seq(refused)))
          .singleElement()
          .satisfies(
              r ->
                  assertThat(r.object("requestParameters").orElseThrow().string("grantId"))
                      .contains(grant));
    }
    var retired = kms.retireGrant(r -> r.keyId(arn(key)).grantId(grant));
    assertThat(
            server.records(
                "grant = " + grant + " and eventName = RetireGrant and errorCode is absent",
                TestServer.seq(retired)))
        .singleElement()
        .satisfies(
            r -> {
              assertThat(r.member("requestParameters")).contains(JsonNull.NULL);
              assertThat(r.object("additionalEventData").orElseThrow().string("grantId"))
                  .contains(grant);
            });
  }

  @Test
  void decrypt_underADisabledKey_isRefusedAndUnderAnEnabledOneAgainWorks() throws Exception {
    String key = key();
    GenerateDataKeyResponse made = dataKey(key, context("vol-0005aaaa"));
    var _ = kms.disableKey(r -> r.keyId(key));
    DisabledException refused =
        catchThrowableOfType(
            DisabledException.class,
            () ->
                kms.decrypt(
                    r ->
                        r.ciphertextBlob(made.ciphertextBlob())
                            .encryptionContext(context("vol-0005aaaa"))));
    assertThat(refused.awsErrorDetails().errorMessage()).isEqualTo(arn(key) + " is disabled.");
    assertFound(refused, "vol-0005aaaa", "DisabledException");
    var _ = kms.enableKey(r -> r.keyId(key));
    assertThat(
            kms.decrypt(
                    r ->
                        r.ciphertextBlob(made.ciphertextBlob())
                            .encryptionContext(context("vol-0005aaaa")))
                .plaintext())
        .isEqualTo(made.plaintext());
  }

  @Test
  void decrypt_byAGrantBesideADeny_isDenied() throws Exception {
    String key = key();
    AwsBasicCredentials denied =
        server.user(
            "denied",
            ALLOW_ALL,
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"kms:Decrypt","Resource":"*"}}""");
    GenerateDataKeyResponse made = dataKey(key, context("vol-0006aaaa"));
    var _ =
        kms.createGrant(
            r ->
                r.keyId(key)
                    .granteePrincipal("arn:aws:iam::" + TestServer.ACCOUNT + ":user/denied")
                    .operations(GrantOperation.DECRYPT));
    try (KmsClient asDenied = server.kms(denied)) {
      KmsException refused =
          catchThrowableOfType(
              KmsException.class,
              () ->
                  asDenied.decrypt(
                      r ->
                          r.ciphertextBlob(made.ciphertextBlob())
                              .encryptionContext(context("vol-0006aaaa"))));
      assertThat(refused.awsErrorDetails().errorMessage())
          .contains("explicit deny in an identity-based policy");
      assertFound(refused, "vol-0006aaaa", "AccessDenied");
    }
  }

  private static String arn(String key) {
    return "arn:aws:kms:" + TestServer.REGION + ":" + TestServer.ACCOUNT + ":key/" + key;
  }
}
