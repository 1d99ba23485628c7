package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;

/// Every example of `docs/http-api.md` is sent to a server, and answered as the page says; `…`
/// there stands for any value, and as a member for any further members.
final class HttpApiPageTest {
  private static final String SID = "S-1-5-21-277731876-1789304096-451871588-1107";

  @Test
  void examples_areAnsweredAsThePageSays() throws Exception {
    List<HttpExamples.Example> examples = HttpExamples.of("http-api.md");
    assertThat(examples).hasSizeGreaterThan(10);
    try (TestServer server = TestServer.start();
        HttpClient http = HttpClient.newHttpClient()) {
      playBefore(server);
      String link = "";
      for (HttpExamples.Example example : examples) {
        HttpResponse<String> response =
            http.send(
                HttpExamples.request(server, example, link), HttpResponse.BodyHandlers.ofString());
        if (example.line().endsWith("/sign-in-links")) {
          String url = TestServer.json(response.body()).string("url").orElseThrow();
          link = url.substring(url.indexOf('=') + 1);
        }
        assertThat(response.statusCode())
            .as(example.line() + "\n" + response.body())
            .isEqualTo(example.status());
        assertThat(isAnswered(example, response.body()))
            .as(example.line() + "\nis answered\n" + response.body())
            .isTrue();
      }
    }
  }

  private static boolean isAnswered(HttpExamples.Example example, String body) throws Exception {
    return example.kind().equals("csv")
        ? example.answer().strip().equals(body.replace("\r\n", "\n").strip())
        : HttpExamples.fits(TestServer.json(example.answer()), TestServer.json(body));
  }

  /// What the examples of the trail find: a data key for a volume, and one refusal.
  private static void playBefore(TestServer server) throws Exception {
    Map<String, String> context =
        Map.of(
            "aws:workspaces:sid-directoryid",
            "[" + SID + "]@[d-1234abcd01]",
            "aws:ebs:id",
            "vol-1234abcd");
    try (KmsClient kms = server.kms(server.root())) {
      String key = kms.createKey().keyMetadata().keyId();
      var made =
          kms.generateDataKey(
              r -> r.keyId(key).keySpec(DataKeySpec.AES_256).encryptionContext(context));
      assertThat(made.keyId()).endsWith(key);
      long seq = 0;
      try {
        seq = TestServer.seq(kms.decrypt(r -> r.ciphertextBlob(made.ciphertextBlob())));
      } catch (InvalidCiphertextException refused) {
        seq = TestServer.seq(refused);
      }
      assertThat(server.records("seq = " + seq, seq)).hasSize(1);
    }
  }
}
