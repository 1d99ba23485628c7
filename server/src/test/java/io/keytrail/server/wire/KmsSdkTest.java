package io.keytrail.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.crypto.SecretAccess;
import io.keytrail.server.invoke.ApiException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.GrantOperation;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.Tag;

/// The SDK's KMS client writes our requests and reads our answers.
class KmsSdkTest {
  private static final String ARN =
      "arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  private static final String MATERIAL = "ab".repeat(32);
  private static final Map<String, String> CONTEXT =
      Map.of("aws:ebs:id", "vol-1", "ключ", "значение \"\uD83D\uDD11\" \u0001");

  private static SdkServer server;
  private static KmsClient kms;
  private static final List<Object> INPUTS = Collections.synchronizedList(new ArrayList<>());

  @BeforeAll
  static void start() {
    server = new SdkServer();
    kms = server.kms();
  }

  @AfterAll
  static void stop() {
    kms.close();
    server.close();
  }

  private static Object lastInput() {
    return INPUTS.getLast();
  }

  @Test
  void decrypt_isReadAndAnswered() {
    var codec =
        server.serve(
            "kms",
            "Decrypt",
            KmsRecords.DecryptInput.class,
            KmsRecords.DecryptOutput.class,
            input -> {
              INPUTS.add(input);
              return new KmsRecords.DecryptOutput(
                  ARN, Secret.ofUtf8("top secret"), "SYMMETRIC_DEFAULT", Optional.of(MATERIAL));
            });
    var answer =
        kms.decrypt(
            b ->
                b.ciphertextBlob(SdkBytes.fromUtf8String("blob"))
                    .encryptionContext(CONTEXT)
                    .grantTokens("token-1", "token-2")
                    .keyId("alias/x"));
    var expected =
        new KmsRecords.DecryptInput(
            Bytes.ofUtf8("blob"),
            CONTEXT,
            List.of("token-1", "token-2"),
            Optional.of("alias/x"),
            Optional.empty(),
            false);
    assertThat(lastInput()).isEqualTo(expected);
    assertThat(answer.plaintext().asUtf8String()).isEqualTo("top secret");
    assertThat(answer.keyId()).isEqualTo(ARN);
    assertThat(answer.keyMaterialId()).isEqualTo(MATERIAL);
    assertThat(answer.responseMetadata().requestId()).isEqualTo(SdkServer.REQUEST_ID);
    assertThat(JsonWriter.toText(codec.requestParameters(expected)))
        .startsWith("{\"encryptionContext\":{")
        .endsWith("},\"keyId\":\"alias/x\"}")
        .doesNotContain("token-1", "YmxvYg");
  }

  @Test
  void encrypt_plaintextArrivesAsSecret() {
    server.serve(
        "kms",
        "Encrypt",
        KmsRecords.EncryptInput.class,
        KmsRecords.EncryptOutput.class,
        input -> {
          INPUTS.add(input);
          return new KmsRecords.EncryptOutput(
              Bytes.ofUtf8("sealed"), ARN, input.encryptionAlgorithm().orElse("none"));
        });
    var answer =
        kms.encrypt(
            b ->
                b.keyId(ARN)
                    .plaintext(SdkBytes.fromUtf8String("hello"))
                    .encryptionAlgorithm("SYMMETRIC_DEFAULT")
                    .dryRun(false));
    var input = (KmsRecords.EncryptInput) lastInput();
    assertThat(input.plaintext().readText(SecretAccess.CRYPTOGRAPHY)).isEqualTo("hello");
    assertThat(input.dryRun()).contains(false);
    assertThat(input.toString()).doesNotContain("hello");
    assertThat(answer.ciphertextBlob().asUtf8String()).isEqualTo("sealed");
    assertThat(answer.encryptionAlgorithmAsString()).isEqualTo("SYMMETRIC_DEFAULT");
  }

  @Test
  void generateDataKey_integersAndContext() {
    server.serve(
        "kms",
        "GenerateDataKey",
        KmsRecords.GenerateDataKeyInput.class,
        KmsRecords.GenerateDataKeyOutput.class,
        input -> {
          INPUTS.add(input);
          return new KmsRecords.GenerateDataKeyOutput(
              Bytes.ofUtf8("wrapped"),
              Secret.copyOf(new byte[input.numberOfBytes().orElse(32)]),
              ARN,
              Optional.empty());
        });
    var answer =
        kms.generateDataKey(b -> b.keyId(ARN).numberOfBytes(64).encryptionContext(CONTEXT));
    assertThat(lastInput())
        .isEqualTo(
            new KmsRecords.GenerateDataKeyInput(
                ARN, CONTEXT, OptionalInt.of(64), Optional.empty(), List.of(), Optional.empty()));
    assertThat(answer.plaintext().asByteArray()).hasSize(64);
    assertThat(answer.keyMaterialId()).isNull();
    assertThatThrownBy(() -> kms.generateDataKey(b -> b.keyId(ARN).numberOfBytes(1025)))
        .isInstanceOf(KmsException.class)
        .hasMessageContaining(
            "1 validation error detected: Value '1025' at 'numberOfBytes' failed to satisfy"
                + " constraint: Member must have value less than or equal to 1024");
    assertThatThrownBy(
            () ->
                kms.generateDataKey(
                    b ->
                        b.keyId(ARN)
                            .recipient(
                                r -> r.attestationDocument(SdkBytes.fromUtf8String("enclave")))))
        .isInstanceOf(KmsException.class)
        .hasMessageContaining("The parameter Recipient is not supported here.");
  }

  @Test
  void createKey_answersMetadataAndShowsIt() {
    Instant created = Instant.parse("2022-08-10T22:38:27.120Z");
    KmsRecords.CreateKeyOutput output =
        new KmsRecords.CreateKeyOutput(
            new KmsRecords.KeyMetadata(
                "123456789012",
                "1234abcd-12ab-34cd-56ef-1234567890ab",
                ARN,
                created,
                true,
                "ä <&> \u2028",
                Optional.of(created.plusSeconds(86_400)),
                List.of("SYMMETRIC_DEFAULT"),
                OptionalInt.empty()));
    var codec =
        server.serve(
            "kms",
            "CreateKey",
            KmsRecords.CreateKeyInput.class,
            KmsRecords.CreateKeyOutput.class,
            input -> {
              INPUTS.add(input);
              return output;
            });
    KeyMetadata metadata =
        kms.createKey(
                b ->
                    b.description("ä <&> \u2028")
                        .tags(Tag.builder().tagKey("a").tagValue("").build())
                        .bypassPolicyLockoutSafetyCheck(true))
            .keyMetadata();
    var input = (KmsRecords.CreateKeyInput) lastInput();
    assertThat(input.tags()).containsExactly(new KmsRecords.Tag("a", ""));
    assertThat(input.bypassPolicyLockoutSafetyCheck()).isTrue();
    assertThat(input.multiRegion()).isEmpty();
    assertThat(metadata.awsAccountId()).isEqualTo("123456789012");
    assertThat(metadata.creationDate()).isEqualTo(created);
    assertThat(metadata.deletionDate()).isEqualTo(created.plusSeconds(86_400));
    assertThat(metadata.description()).isEqualTo("ä <&> \u2028");
    assertThat(metadata.enabled()).isTrue();
    assertThat(metadata.pendingDeletionWindowInDays()).isNull();
    assertThat(JsonWriter.toText(codec.responseElements(output)))
        .startsWith("{\"keyMetadata\":{\"aWSAccountId\":\"123456789012\",\"keyId\":\"1234abcd")
        .contains("\"creationDate\":\"Aug 10, 2022, 10:38:27 PM\"");
  }

  @Test
  void createGrant_constraintsAndEnums() {
    var codec =
        server.serve(
            "kms",
            "CreateGrant",
            KmsRecords.CreateGrantInput.class,
            KmsRecords.CreateGrantOutput.class,
            input -> {
              INPUTS.add(input);
              return new KmsRecords.CreateGrantOutput("the-token", MATERIAL);
            });
    var answer =
        kms.createGrant(
            b ->
                b.keyId(ARN)
                    .granteePrincipal("arn:aws:iam::123456789012:user/Alice")
                    .operations(GrantOperation.DECRYPT, GrantOperation.GENERATE_DATA_KEY)
                    .constraints(c -> c.encryptionContextSubset(CONTEXT)));
    var input = (KmsRecords.CreateGrantInput) lastInput();
    assertThat(input.operations()).containsExactly("Decrypt", "GenerateDataKey");
    assertThat(input.constraints().orElseThrow().encryptionContextSubset()).contains(CONTEXT);
    assertThat(answer.grantToken()).isEqualTo("the-token");
    assertThat(
            JsonWriter.toText(
                codec.responseElements(new KmsRecords.CreateGrantOutput("the-token", MATERIAL))))
        .isEqualTo("{\"grantId\":\"" + MATERIAL + "\"}");
    assertThatThrownBy(
            () ->
                kms.createGrant(
                    b ->
                        b.keyId(ARN)
                            .granteePrincipal("a b")
                            .operationsWithStrings("Decrypt", "Fly")))
        .isInstanceOf(KmsException.class)
        .hasMessageContaining(
            "2 validation errors detected: Value 'a b' at 'granteePrincipal' failed to satisfy"
                + " constraint: Member must satisfy regular expression pattern:"
                + " ^[\\w+=,.@:/-]+$; Value '[Decrypt, Fly]' at 'operations' failed to satisfy"
                + " constraint: Member must satisfy constraint: [Member must satisfy enum value"
                + " set: [Decrypt, ");
  }

  @Test
  void listGrants_nestedListIsAnswered() {
    server.serve(
        "kms",
        "ListGrants",
        KmsRecords.ListGrantsInput.class,
        KmsRecords.ListGrantsOutput.class,
        input -> {
          INPUTS.add(input);
          return new KmsRecords.ListGrantsOutput(
              List.of(
                  new KmsRecords.GrantListEntry(
                      ARN,
                      MATERIAL,
                      Instant.ofEpochSecond(1_700_000_000L),
                      List.of("Decrypt"),
                      Optional.of(
                          new KmsRecords.Constraints(
                              Optional.empty(), Optional.of(CONTEXT), Optional.empty())))),
              Optional.of("next"),
              true);
        });
    var answer = kms.listGrants(b -> b.keyId(ARN).limit(1).marker("m"));
    assertThat(((KmsRecords.ListGrantsInput) lastInput()).limit()).contains(1);
    assertThat(answer.truncated()).isTrue();
    assertThat(answer.nextMarker()).isEqualTo("next");
    assertThat(answer.grants().getFirst().constraints().encryptionContextEquals())
        .isEqualTo(CONTEXT);
    assertThat(answer.grants().getFirst().creationDate())
        .isEqualTo(Instant.ofEpochSecond(1_700_000_000L));
  }

  @Test
  void operationsWithoutOutput_answerNoBody() {
    server.serve(
        "kms",
        "EnableKey",
        KmsRecords.KeyIdOnly.class,
        KmsRecords.Nothing.class,
        _ -> new KmsRecords.Nothing());
    assertThat(kms.enableKey(b -> b.keyId(ARN)).sdkHttpResponse().statusCode()).isEqualTo(200);
  }

  @Test
  void retireGrant_showsTheGrantAndNotItsToken() {
    var codec =
        server.serve(
            "kms",
            "RetireGrant",
            KmsRecords.RetireGrantInput.class,
            KmsRecords.Nothing.class,
            _ -> new KmsRecords.Nothing());
    kms.retireGrant(b -> b.keyId(ARN).grantId(MATERIAL));
    assertThat(
            codec.requestParameters(
                new KmsRecords.RetireGrantInput(
                    Optional.of("t"), Optional.of(ARN), Optional.of(MATERIAL))))
        .isEqualTo(JsonObject.builder().put("keyId", ARN).put("grantId", MATERIAL).build());
  }

  @Test
  void errors_comeBackTyped() {
    for (String name :
        List.of("NotFoundException", "DisabledException", "InvalidCiphertextException")) {
      String message = name.startsWith("InvalidC") ? "" : "the message of " + name + " \u00e4\"";
      server.serve(
          "kms",
          "DisableKey",
          KmsRecords.KeyIdOnly.class,
          KmsRecords.Nothing.class,
          _ -> {
            throw new ApiException(
                server.models.service("kms").orElseThrow().error("NotFoundException"), message);
          });
      server.serve(
          "kms",
          "Decrypt",
          KmsRecords.DecryptInput.class,
          KmsRecords.DecryptOutput.class,
          _ -> {
            throw new ApiException(server.models.service("kms").orElseThrow().error(name), message);
          });
      assertThatThrownBy(() -> kms.decrypt(b -> b.ciphertextBlob(SdkBytes.fromUtf8String("x"))))
          .isInstanceOfAny(
              NotFoundException.class, DisabledException.class, InvalidCiphertextException.class)
          .hasMessageContaining(message)
          .satisfies(
              e -> {
                KmsException typed = (KmsException) e;
                assertThat(typed.awsErrorDetails().errorCode()).isEqualTo(name);
                assertThat(typed.requestId()).isEqualTo(SdkServer.REQUEST_ID);
                assertThat(typed.statusCode()).isEqualTo(400);
              });
    }
  }

  @Test
  void operationsNotServed_answerUnknownOperation() {
    assertThatThrownBy(() -> kms.generateRandom(b -> b.numberOfBytes(1)))
        .isInstanceOf(KmsException.class)
        .satisfies(
            e ->
                assertThat(((KmsException) e).awsErrorDetails().errorCode())
                    .isEqualTo("UnknownOperationException"));
  }
}
