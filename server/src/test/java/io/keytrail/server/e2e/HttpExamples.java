package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The examples of a page: requests in blocks marked `http`, each with its answer in a block marked
/// `json STATUS` or `csv STATUS`; `…` stands for any value, and as a member for any further
/// members.
final class HttpExamples {
  static final String ANY = "…";

  private HttpExamples() {}

  /// @param kind of the answer: `json` or `csv`
  /// @param status of the answer
  record Example(String request, String kind, int status, String answer) {
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

  /// @param link token of the last sign-in link, which a page cannot show
  static HttpRequest request(TestServer server, Example example, String link) throws IOException {
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

  static boolean fits(JsonValue expected, JsonValue actual) {
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

  /// Of `docs/NAME`, in their order.
  static List<Example> of(String name) throws IOException {
    String page = Files.readString(Path.of(System.getProperty("keytrail.root"), "docs", name));
    String[] parts = page.split("```", -1);
    List<Example> examples = new ArrayList<>();
    for (int i = 1; i + 2 < parts.length; i += 2) {
      if (parts[i].startsWith("http\n")) {
        String answer = parts[i + 2];
        int end = answer.indexOf('\n');
        int space = answer.indexOf(' ');
        assertThat(answer.substring(0, space)).as("the answer to " + parts[i]).isIn("json", "csv");
        examples.add(
            new Example(
                parts[i].substring("http\n".length()).strip(),
                answer.substring(0, space),
                Integer.parseInt(answer.substring(space + 1, end)),
                answer.substring(end)));
      }
    }
    return examples;
  }
}
