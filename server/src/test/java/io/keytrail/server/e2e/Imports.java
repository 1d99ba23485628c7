package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assumptions;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/// Imports by the operator's token, and what is found afterwards. Blocking.
record Imports(URI server, String token) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  static Imports of(TestServer server) throws IOException {
    return new Imports(server.uri(), server.adminToken());
  }

  /// The 28 log files of a real account; the test is skipped where they are absent.
  static List<Path> sampleFiles() throws IOException {
    Path folder =
        Path.of(System.getProperty("keytrail.shared", "../../shared"))
            .resolve("data/cloudtrail/real-account");
    Assumptions.assumeTrue(Files.isDirectory(folder), () -> "skipped: no folder " + folder);
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(".json.gz")).sorted().toList();
    }
  }

  static byte[] gzip(byte[] plain) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  HttpResponse<String> send(byte[] body, String query) throws Exception {
    return send(
        HttpRequest.newBuilder(server.resolve("/api/v1/imports" + query))
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  /// Signed by a person of an account.
  HttpResponse<String> send(AwsBasicCredentials who, byte[] body) throws Exception {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .uri(server.resolve("/api/v1/imports"))
            .method(SdkHttpMethod.POST)
            .build();
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(who)
                        .request(request)
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "keytrail")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, TestServer.REGION))
            .request();
    HttpRequest.Builder sent =
        HttpRequest.newBuilder(signed.getUri()).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    signed
        .headers()
        .forEach(
            (name, values) -> {
              if (!name.equals("Host") && !name.equals("Content-Length")) {
                values.forEach(value -> sent.header(name, value));
              }
            });
    return send(sent);
  }

  /// The import's id.
  String begin(byte[] body, String name) throws Exception {
    HttpResponse<String> response = send(body, name.isEmpty() ? "" : "?name=" + name);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    return TestServer.json(response.body()).string("id").orElseThrow();
  }

  /// The import of a file, once it has ended.
  JsonObject run(byte[] body, String name) throws Exception {
    return ended(begin(body, name));
  }

  JsonObject ended(String id) {
    AtomicReference<JsonObject> last = new AtomicReference<>(JsonObject.EMPTY);
    Desktops.until(
        () -> {
          last.set(get("/api/v1/imports/" + id));
          String state = last.get().string("state").orElseThrow();
          return !state.equals("queued") && !state.equals("running");
        });
    return last.get();
  }

  JsonObject get(String path) {
    try {
      HttpResponse<String> response =
          send(
              HttpRequest.newBuilder(server.resolve(path))
                  .header("Authorization", "Bearer " + token)
                  .GET());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      return TestServer.json(response.body());
    } catch (Exception failed) {
      throw new AssertionError(path, failed);
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(
        request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
  }

  /// Counts of an import: records, imported, duplicates, quarantined.
  static List<Long> counts(JsonObject one) {
    JsonObject counts = one.object("counts").orElseThrow();
    return Stream.of("records", "imported", "duplicates", "quarantined")
        .map(name -> number(counts, name))
        .toList();
  }

  static List<JsonObject> quarantine(JsonObject one) {
    return objects(one, "quarantine");
  }

  static List<JsonObject> objects(JsonObject one, String member) {
    List<JsonObject> all = new ArrayList<>();
    for (JsonValue entry : ((JsonArray) one.member(member).orElseThrow()).elements()) {
      all.add((JsonObject) entry);
    }
    return all;
  }

  static long number(JsonObject from, String name) {
    return ((JsonNumber) from.member(name).orElseThrow()).asLong().orElseThrow();
  }

  long total(String query) {
    return number(events(query, 0).object("total").orElseThrow(), "value");
  }

  JsonObject events(String query, int limit) {
    return get(
        "/api/v1/events?exact=true&limit="
            + limit
            + "&q="
            + URLEncoder.encode(query, StandardCharsets.UTF_8));
  }

  /// Until the index has followed.
  void untilFound(String query, long count) {
    Desktops.until(() -> total(query) >= count);
    assertThat(total(query)).isEqualTo(count);
  }
}
