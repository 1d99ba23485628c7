package io.keytrail.server.cli;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How a command reaches the running server: its address and the operator's token.
final class Connection {
  private static final Duration UPLOAD = Duration.ofHours(1);

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "${env:KEYTRAIL_URL:-http://127.0.0.1:8080}",
      description = "the running server (default: http://127.0.0.1:8080)")
  private URI url = URI.create("http://127.0.0.1:8080");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:KEYTRAIL_DATA:-./data}",
      description =
          "its data folder, whose admin-token is used (default: ./data); or KEYTRAIL_TOKEN")
  private Path data = Path.of("data");

  /// An answer that is an error.
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;
    private final String body;

    Refused(int status, String body) {
      super("the server refused (" + status + "): " + body);
      this.body = body;
    }

    /// What the problem document says in words.
    String detail() {
      try {
        return StrictJson.parse(body, Limits.REQUEST) instanceof JsonObject problem
            ? problem.string("detail").orElse(body)
            : body;
      } catch (JsonSyntaxException _) {
        return body;
      }
    }
  }

  /// The data folder.
  Path data() {
    return data;
  }

  /// Posts JSON.
  ///
  /// @return the answer's body
  /// @throws IOException with words for a person, if the server cannot be reached or refuses
  String post(String path, String json) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8))
            .build());
  }

  /// Posts a file as it is, and never holds more than a piece of it in memory; else as [#post].
  String postFile(String path, Path file) throws IOException, InterruptedException {
    return send(
        request(path)
            .timeout(UPLOAD)
            .header("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofFile(file))
            .build());
  }

  /// Gets JSON, else as [#post].
  String get(String path) throws IOException, InterruptedException {
    return send(request(path).GET().build());
  }

  private HttpRequest.Builder request(String path) throws IOException {
    return HttpRequest.newBuilder(url.resolve(path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer " + token());
  }

  private String send(HttpRequest request) throws IOException, InterruptedException {
    try (HttpClient client =
        HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
      HttpResponse<String> response =
          client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (response.statusCode() >= 300) {
        throw new Refused(response.statusCode(), response.body());
      }
      return response.body();
    } catch (ConnectException _) {
      throw new IOException(
          "no server answers at " + url + "; start one with './keytrail up', or give --url");
    }
  }

  private String token() throws IOException {
    @Nullable String given = System.getenv("KEYTRAIL_TOKEN");
    if (given != null && !given.isBlank()) {
      return given.strip();
    }
    Path file = data.resolve("admin-token");
    if (!Files.isReadable(file)) {
      throw new IOException(
          "no admin token at "
              + file
              + "; give --data of the running server, or set KEYTRAIL_TOKEN");
    }
    return Files.readString(file).strip();
  }
}
