package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.kms.KmsClient;

/// `/api/v1/events/export` and `/api/v1/events/stream`: answers that are sent bit by bit.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
final class EventStreamsTest {
  /// More than a page of an export.
  private static final int CALLS = 620;

  private static final String GUEST = "111122223333";
  private static final String FORMULA = "=HYPERLINK(\"http://example.com\",\"x\")";

  private TestServer server;
  private KmsClient kms;
  private AwsBasicCredentials guest;
  private long last;

  @BeforeAll
  void start() throws Exception {
    server = TestServer.start();
    kms = server.kms(server.root());
    for (int i = 0; i < CALLS; i++) {
      last = TestServer.seq(kms.listKeys());
    }
    HttpResponse<String> made =
        server.post("/api/v1/accounts", "{\"accountId\": \"" + GUEST + "\"}");
    JsonObject key = TestServer.json(made.body());
    guest =
        AwsBasicCredentials.create(
            Json.text(key, "/accessKeyId"), Json.text(key, "/secretAccessKey"));
  }

  @AfterAll
  void stop() throws Exception {
    kms.close();
    // A stream that is open keeps no server from ending.
    try (Stream _ = stream("", "")) {
      server.close();
    }
  }

  // ---- export

  @Test
  void export_hasEveryEventOnce_newestFirst() throws Exception {
    HttpResponse<String> answer = export("ndjson", "eventName = ListKeys");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    List<Long> seqs = new ArrayList<>();
    for (String line : answer.body().split("\n", -1)) {
      if (!line.isEmpty()) {
        seqs.add(Long.parseLong(Json.text(TestServer.json(line), "/seq")));
      }
    }
    assertThat(seqs).hasSize(CALLS).doesNotHaveDuplicates();
    assertThat(header(answer, "x-keytrail-total")).isEqualTo(Integer.toString(CALLS));
    assertThat(header(answer, "x-keytrail-complete")).isEqualTo("true");
    assertThat(header(answer, "content-type")).isEqualTo("application/x-ndjson");
    assertThat(header(answer, "content-disposition"))
        .isEqualTo("attachment; filename=\"keytrail-events.ndjson\"");
    JsonObject page = server.getJson("/api/v1/events?limit=1000&q=eventName%20%3D%20ListKeys");
    assertThat(Json.texts(page, "/events", "/seq"))
        .isEqualTo(seqs.stream().map(String::valueOf).toList());
  }

  @Test
  void export_isOnRecord_andHiddenUnlessAskedFor() throws Exception {
    HttpResponse<String> answer = export("csv", "eventName = CreateGrant");
    long seq = Long.parseLong(header(answer, "x-keytrail-seq"));
    assertThat(server.records("eventName = ExportEvents and seq = " + seq, seq)).hasSize(1);
    assertThat(server.records("CreateGrant", seq)).isEmpty();
  }

  @Test
  void csv_quotesAndGuardsCells() throws Exception {
    HttpRequest odd =
        HttpRequest.newBuilder(server.uri().resolve("/api/v1/directories"))
            .header("authorization", "Bearer " + server.adminToken())
            .header("user-agent", FORMULA)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"name\": \"corp.example.com\"}"))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> made = http.send(odd, HttpResponse.BodyHandlers.ofString());
      last = Long.parseLong(header(made, "x-keytrail-seq"));
    }
    HttpResponse<String> answer = export("csv", "eventName = CreateDirectory");
    assertThat(header(answer, "content-type")).startsWith("text/csv");
    String[] lines = answer.body().split("\r\n", -1);
    assertThat(lines).hasSize(3);
    assertThat(lines[0]).startsWith("eventTime,eventName,").endsWith(",alias,seq");
    assertThat(lines[1])
        .contains(",\"'=HYPERLINK(\"\"http://example.com\"\",\"\"x\"\")\",")
        .doesNotContain(",\"=", ",=");
    assertThat(lines[2]).isEmpty();
  }

  @Test
  void export_ofNothing_isAHeadAlone() throws Exception {
    HttpResponse<String> answer = export("csv", "volume = vol-00000000");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body().split("\r\n", -1)).hasSize(2);
    assertThat(header(answer, "x-keytrail-total")).isEqualTo("0");
    assertThat(export("ndjson", "volume = vol-00000000").body()).isEmpty();
  }

  @Test
  void export_ofAnotherAccount_hasNothingOfOurs() throws Exception {
    HttpResponse<String> answer =
        SignedApi.get(server, guest, "/api/v1/events/export?waitFor=" + last);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).doesNotContain("ListKeys");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/v1/events/export?format=xlsx|/format|`format` is one of `ndjson`, `csv`",
        "/api/v1/events/export?q=volum%20%3D%20x|/q|volume",
        "/api/v1/events/export?limit=5|/limit|there is no parameter `limit`",
        "/api/v1/events/stream?q=volum%20%3D%20x|/q|volume",
        "/api/v1/events/stream?after=x|/after|whole number",
        "/api/v1/events/stream?after=1|/after|there is no event with the seq 1",
        "/api/v1/events/stream?from=x|/from|there is no parameter `from`",
      })
  void badInput_isRefusedWithItsPlace(String path, String pointer, String words) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Json.text(TestServer.json(answer.body()), "/pointer")).isEqualTo(pointer);
    assertThat(answer.body()).contains(words);
  }

  @Test
  void withoutPermission_thereIsNeither() throws Exception {
    AwsBasicCredentials nobody = server.user("Nobody");
    for (String path : List.of("/api/v1/events/export", "/api/v1/events/stream")) {
      assertThat(SignedApi.get(server, nobody, path).statusCode()).as(path).isEqualTo(403);
    }
  }

  // ---- stream

  @Test
  void stream_showsWhatMatches_asItComes() throws Exception {
    try (Stream stream = stream("eventName = ListAliases", "")) {
      var _ = kms.listKeys();
      long first = TestServer.seq(kms.listAliases());
      long second = TestServer.seq(kms.listAliases());
      assertThat(stream.event().seq()).isEqualTo(first);
      Event event = stream.event();
      assertThat(event.seq()).isEqualTo(second);
      assertThat(Json.text(event.data(), "/event/eventName")).isEqualTo("ListAliases");
      assertThat(Json.text(event.data(), "/derived/service")).isEqualTo("kms");
    }
  }

  @Test
  void stream_goesOnBehindTheLastEventThatWasSeen() throws Exception {
    List<Long> seqs = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      seqs.add(TestServer.seq(kms.listAliases()));
    }
    try (Stream stream = stream("eventName = ListAliases", Long.toString(seqs.getFirst()))) {
      List<Long> seen = new ArrayList<>();
      while (seen.size() < seqs.size() - 1) {
        seen.add(stream.event().seq());
      }
      assertThat(seen).isEqualTo(seqs.subList(1, seqs.size()));
    }
  }

  /// Else a quiet search on a busy server is cut off as an idle connection.
  @Test
  void stream_saysThatItIsThere_whileMuchHappensAndNothingMatches() throws Exception {
    try (Stream stream = stream("volume = vol-00000000", "")) {
      CompletableFuture<Void> alive = CompletableFuture.runAsync(stream::heartbeat);
      while (!alive.isDone()) {
        var _ = kms.listKeys();
      }
      alive.join();
    }
  }

  @Test
  void stream_showsNothingOfAnotherAccount() throws Exception {
    try (KmsClient ours = server.kms(guest);
        Stream stream = stream("eventName in (ListKeys, ListAliases)", "", guest)) {
      var _ = kms.listKeys();
      long own = TestServer.seq(ours.listAliases());
      assertThat(stream.event().seq()).isEqualTo(own);
    }
  }

  // ---- how it is asked

  private HttpResponse<String> export(String format, String query) throws Exception {
    return get(
        "/api/v1/events/export?format=" + format + "&waitFor=" + last + "&q=" + encoded(query));
  }

  private HttpResponse<String> get(String path) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(server.uri().resolve(path))
              .header("authorization", "Bearer " + server.adminToken())
              .timeout(Duration.ofSeconds(30))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Stream stream(String query, String lastEventId) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.uri().resolve("/api/v1/events/stream?q=" + encoded(query)))
            .header("authorization", "Bearer " + server.adminToken());
    if (!lastEventId.isEmpty()) {
      request.header("last-event-id", lastEventId);
    }
    return Stream.open(request.build());
  }

  private Stream stream(String query, String lastEventId, AwsBasicCredentials who)
      throws Exception {
    assertThat(lastEventId).isEmpty();
    return Stream.open(SignedApi.request(server, who, "/api/v1/events/stream?q=" + encoded(query)));
  }

  private record Event(long seq, JsonObject data) {}

  /// A stream that has begun.
  private record Stream(HttpClient http, BufferedReader lines) implements AutoCloseable {
    static Stream open(HttpRequest request) throws Exception {
      HttpClient http = HttpClient.newHttpClient();
      HttpResponse<InputStream> answer =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(header(answer, "content-type")).isEqualTo("text/event-stream");
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
      assertThat(lines.readLine()).isEqualTo("retry: 2000");
      return new Stream(http, lines);
    }

    void heartbeat() {
      try {
        String line = lines.readLine();
        while (!line.equals(": still here")) {
          assertThat(line).doesNotStartWith("data: ");
          line = lines.readLine();
        }
      } catch (IOException cutOff) {
        throw new UncheckedIOException(cutOff);
      }
    }

    Event event() throws Exception {
      String line = lines.readLine();
      while (!line.startsWith("id: ")) {
        line = lines.readLine();
      }
      long seq = Long.parseLong(line.substring("id: ".length()));
      String data = lines.readLine();
      assertThat(data).startsWith("data: ");
      return new Event(seq, TestServer.json(data.substring("data: ".length())));
    }

    @Override
    public void close() throws Exception {
      http.shutdownNow();
      lines.close();
    }
  }
}
