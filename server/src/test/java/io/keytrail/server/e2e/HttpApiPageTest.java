package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;

/// Every example of `docs/http-api.md` is sent to a server, and answered as the page says; `…`
/// there stands for any value, and as a member for any further members.
final class HttpApiPageTest {
  private static final String ANY = "…";
  private static final String SID = "S-1-5-21-277731876-1789304096-451871588-1107";

  /// @param status of the answer
  private record Example(String request, int status, String answer) {
    String line() {
      return request.lines().findFirst().orElseThrow();
    }

    /// Between the first line and the blank one.
    List<String> headers() {
      return request.lines().skip(1).takeWhile(line -> !line.isBlank()).toList();
    }

    String body() {
      int blank = request.indexOf("\n\n");
      return blank < 0 ? "" : request.substring(blank + 2);
    }
  }

  @Test
  void examples_areAnsweredAsThePageSays() throws Exception {
    List<Example> examples = examples();
    assertThat(examples).hasSizeGreaterThan(10);
    try (TestServer server = TestServer.start();
        HttpClient http = HttpClient.newHttpClient()) {
      playBefore(server);
      String link = "";
      for (Example example : examples) {
        HttpResponse<String> response =
            http.send(request(server, example, link), HttpResponse.BodyHandlers.ofString());
        if (example.line().endsWith("/sign-in-links")) {
          String url = TestServer.json(response.body()).string("url").orElseThrow();
          link = url.substring(url.indexOf('=') + 1);
        }
        assertThat(response.statusCode())
            .as(example.line() + "\n" + response.body())
            .isEqualTo(example.status());
        assertThat(fits(TestServer.json(example.answer()), TestServer.json(response.body())))
            .as(example.line() + "\nis answered\n" + response.body())
            .isTrue();
      }
    }
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

  /// @param link token of the last sign-in link, which a page cannot show
  private static HttpRequest request(TestServer server, Example example, String link)
      throws IOException {
    int space = example.line().indexOf(' ');
    String method = example.line().substring(0, space);
    String target = example.line().substring(space + 1).replace(" ", "%20").replace("\"", "%22");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.uri().resolve(target))
            .timeout(Duration.ofSeconds(30))
            .method(method, HttpRequest.BodyPublishers.ofString(example.body().replace(ANY, link)));
    for (String header : example.headers()) {
      int colon = header.indexOf(": ");
      String value = header.substring(colon + 2);
      request.header(
          header.substring(0, colon),
          value.equals("http://127.0.0.1:8080") ? server.uri().toString() : value);
    }
    if (!target.startsWith("/health")) {
      request.header("Authorization", "Bearer " + server.adminToken());
    }
    return request.build();
  }

  private static boolean fits(JsonValue expected, JsonValue actual) {
    return switch (expected) {
      case JsonString(String text) when text.equals(ANY) -> true;
      case JsonObject object -> actual instanceof JsonObject other && fits(object, other);
      case JsonArray(List<JsonValue> elements) ->
          actual instanceof JsonArray(List<JsonValue> others)
              && elements.size() == others.size()
              && fits(elements, others);
      default -> expected.equals(actual);
    };
  }

  private static boolean fits(List<JsonValue> expected, List<JsonValue> actual) {
    for (int i = 0; i < expected.size(); i++) {
      if (!fits(expected.get(i), actual.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean fits(JsonObject expected, JsonObject actual) {
    boolean open = expected.member(ANY).isPresent();
    int named = expected.members().size() - (open ? 1 : 0);
    return (open || named == actual.members().size())
        && expected.members().entrySet().stream()
            .filter(member -> !member.getKey().equals(ANY))
            .allMatch(
                member ->
                    actual
                        .member(member.getKey())
                        .filter(value -> fits(member.getValue(), value))
                        .isPresent());
  }

  private static List<Example> examples() throws IOException {
    String page =
        Files.readString(Path.of(System.getProperty("keytrail.root"), "docs", "http-api.md"));
    String[] parts = page.split("```", -1);
    List<Example> examples = new ArrayList<>();
    for (int i = 1; i + 2 < parts.length; i += 2) {
      if (parts[i].startsWith("http\n")) {
        String answer = parts[i + 2];
        int end = answer.indexOf('\n');
        assertThat(answer).as("the answer to " + parts[i]).startsWith("json ");
        examples.add(
            new Example(
                parts[i].substring("http\n".length()).strip(),
                Integer.parseInt(answer.substring("json ".length(), end)),
                answer.substring(end)));
      }
    }
    return examples;
  }
}
