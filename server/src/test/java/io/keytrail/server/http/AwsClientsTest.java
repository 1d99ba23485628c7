package io.keytrail.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/// The AWS SDK for Java against the front door.
class AwsClientsTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static KmsClient kms(String id, String secret) {
    return KmsClient.builder()
        .endpointOverride(URI.create("http://127.0.0.1:" + server.port))
        .region(Region.EU_WEST_1)
        .httpClient(UrlConnectionHttpClient.create())
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret)))
        .build();
  }

  private static StsClient sts(String secret) {
    return StsClient.builder()
        .endpointOverride(URI.create("http://127.0.0.1:" + server.port))
        .region(Region.EU_WEST_1)
        .httpClient(UrlConnectionHttpClient.create())
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(TestServer.ID, secret)))
        .build();
  }

  @Test
  void jsonService_answers() {
    try (KmsClient kms = kms(TestServer.ID, TestServer.SECRET)) {
      DecryptResponse answer =
          kms.decrypt(
              r ->
                  r.ciphertextBlob(SdkBytes.fromUtf8String("blob \u1234"))
                      .encryptionContext(Map.of("a", "\u1234"))
                      .keyId("k"));
      assertThat(answer.plaintext().asUtf8String()).isEqualTo("blob \u1234");
      assertThat(answer.keyId()).isEqualTo("k");
      assertThat(answer.responseMetadata().requestId()).hasSize(36);
      assertThat(server.invoker.calls.getLast().region()).isEqualTo("eu-west-1");
      assertThat(server.invoker.calls.getLast().caller().origin().sourceIp())
          .isEqualTo("127.0.0.1");
      assertThat(server.invoker.calls.getLast().caller().origin().userAgent())
          .contains("aws-sdk-java/2");
    }
  }

  @Test
  void jsonService_refusesInItsShape() {
    try (KmsClient kms = kms(TestServer.ID, TestServer.SECRET)) {
      assertThatThrownBy(
              () ->
                  kms.decrypt(
                      r ->
                          r.ciphertextBlob(SdkBytes.fromUtf8String("x"))
                              .encryptionContext(Map.of("fail", "denied"))))
          .isInstanceOfSatisfying(
              KmsException.class,
              e -> {
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
                assertThat(e.awsErrorDetails().errorMessage()).isEqualTo("not for you");
              });
    }
  }

  @Test
  void jsonService_wrongSecretAndUnknownKey_areRefused() {
    try (KmsClient kms = kms(TestServer.ID, "other");
        KmsClient stranger = kms("AKIDSTRANGER", "other")) {
      assertThatThrownBy(() -> kms.decrypt(r -> r.ciphertextBlob(SdkBytes.fromUtf8String("x"))))
          .isInstanceOfSatisfying(
              KmsException.class,
              e ->
                  assertThat(e.awsErrorDetails().errorCode())
                      .isEqualTo("InvalidSignatureException"));
      assertThatThrownBy(
              () -> stranger.decrypt(r -> r.ciphertextBlob(SdkBytes.fromUtf8String("x"))))
          .isInstanceOfSatisfying(
              KmsException.class,
              e ->
                  assertThat(e.awsErrorDetails().errorCode())
                      .isEqualTo("UnrecognizedClientException"));
      assertThat(server.refusals).contains("127.0.0.1 InvalidSignatureException");
    }
  }

  @Test
  void operationThatIsNotBuilt_isUnknown() {
    try (KmsClient kms = kms(TestServer.ID, TestServer.SECRET)) {
      assertThatThrownBy(() -> kms.listKeys())
          .isInstanceOfSatisfying(
              KmsException.class,
              e ->
                  assertThat(e.awsErrorDetails().errorCode())
                      .isEqualTo("UnknownOperationException"));
      assertThat(server.invoker.recorded).contains("kms:ListKeys UnknownOperationException");
    }
  }

  @Test
  void queryService_answersAndRefuses() {
    try (StsClient sts = sts(TestServer.SECRET);
        StsClient wrong = sts("other")) {
      assertThat(sts.getCallerIdentity().arn()).isEqualTo("arn:aws:iam::123456789012:root");
      assertThatThrownBy(wrong::getCallerIdentity)
          .isInstanceOfSatisfying(
              StsException.class,
              e -> {
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SignatureDoesNotMatch");
                assertThat(e.statusCode()).isEqualTo(403);
              });
    }
  }
}
