package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.query.AuditQueries;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.KmsException;

/// What stands below `/api/v1/events`: histogram, facets, fields, one event.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TrailOverHttpTest {
  private static final String VOLUME = "vol-1234abcd";
  private static final int CALLS = 4;

  private TestServer server;
  private String key = "";
  private long last;

  @BeforeAll
  void start() throws Exception {
    server = TestServer.start();
    try (KmsClient kms = server.kms(server.root())) {
      key = kms.createKey().keyMetadata().arn();
      for (int i = 0; i < CALLS; i++) {
        last =
            TestServer.seq(
                kms.generateDataKey(
                    r ->
                        r.keyId(key)
                            .keySpec(DataKeySpec.AES_256)
                            .encryptionContext(Map.of("aws:ebs:id", VOLUME))));
      }
    }
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  private JsonObject get(String path) throws Exception {
    return server.getJson(path + (path.contains("?") ? "&" : "?") + "waitFor=" + last);
  }

  private static String q(String query) {
    return "q=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
  }

  @Test
  void histogram_countsByTime_andChoosesAWidth() throws Exception {
    JsonObject answer = get("/api/v1/events/histogram?" + q("volume = " + VOLUME));
    assertThat(Json.text(answer, "/total")).isEqualTo("{\"value\":" + CALLS + ",\"exact\":true}");
    assertThat(counted(answer)).isEqualTo(CALLS);
    assertThat(Json.text(answer, "/interval")).isEqualTo("1s");
    assertThat(Json.text(answer, "/coverage/complete")).isEqualTo("true");
    JsonObject none = get("/api/v1/events/histogram?" + q("volume = vol-1234abce"));
    assertThat(Json.list(none, "/buckets")).isEmpty();
    assertThat(Json.text(none, "/total/value")).isEqualTo("0");
  }

  @Test
  void histogram_ofAWindow_coversItAll() throws Exception {
    Instant now = Instant.now();
    Instant from = now.minus(Duration.ofHours(24));
    JsonObject answer =
        get(
            "/api/v1/events/histogram?"
                + q("volume = " + VOLUME)
                + "&from="
                + from
                + "&to="
                + now.plusSeconds(60));
    assertThat(Json.text(answer, "/interval")).isEqualTo("30m");
    assertThat(Json.list(answer, "/buckets")).hasSizeBetween(48, 50);
    assertThat(counted(answer)).isEqualTo(CALLS);
    JsonObject given = get("/api/v1/events/histogram?interval=1d&" + q("volume = " + VOLUME));
    assertThat(Json.text(given, "/interval")).isEqualTo("1d");
    assertThat(counted(given)).isEqualTo(CALLS);
  }

  private static long counted(JsonObject histogram) {
    return Json.texts(histogram, "/buckets", "/count").stream().mapToLong(Long::parseLong).sum();
  }

  @Test
  void histogram_tellsRefusedOnes() throws Exception {
    AwsBasicCredentials nobody = server.user("Nobody");
    long seq;
    try (KmsClient kms = server.kms(nobody)) {
      seq = TestServer.seq(refusal(kms));
    }
    JsonObject answer =
        server.getJson(
            "/api/v1/events/histogram?interval=1d&waitFor=" + seq + "&" + q("seq = " + seq));
    assertThat(Json.text(answer, "/widthMillis")).isEqualTo("86400000");
    assertThat(Json.texts(answer, "/buckets", "/denied")).containsExactly("1");
    JsonObject others = get("/api/v1/events/histogram?interval=1d&" + q("volume = " + VOLUME));
    assertThat(Json.texts(others, "/buckets", "/denied")).containsOnly("0");
  }

  private KmsException refusal(KmsClient kms) {
    try {
      throw new AssertionError(kms.describeKey(r -> r.keyId(key)).toString());
    } catch (KmsException refused) {
      return refused;
    }
  }

  @Test
  void facets_countValues_andThoseWithAPrefixOnly() throws Exception {
    JsonObject answer =
        get(
            "/api/v1/events/facets?field=eventName&"
                + q("resources.ARN = \"" + key + "\" and decision = allowed"));
    assertThat(Json.text(answer, "/field")).isEqualTo("eventName");
    assertThat(Json.text(answer, "/values/0"))
        .isEqualTo("{\"value\":\"GenerateDataKey\",\"count\":" + CALLS + "}");
    assertThat(Json.text(answer, "/distinct")).isEqualTo("2");
    JsonObject some =
        get("/api/v1/events/facets?field=eventName&prefix=Crea&" + q("key = \"" + key + "\""));
    assertThat(Json.texts(some, "/values", "/value")).containsExactly("CreateKey");
  }

  @Test
  void fields_areAllThatAQueryCanAsk_andTheirExamplesRead() throws Exception {
    JsonObject answer = server.getJson("/api/v1/events/fields");
    assertThat(Json.texts(answer, "/fields", "/name"))
        .contains("eventName", "sid", "userIdentity.arn", "tlsDetails.tlsVersion", "seq")
        .contains("kms:EncryptionContext:\"aws:ebs:id\"")
        .doesNotHaveDuplicates();
    for (JsonValue field : Json.list(answer, "/fields")) {
      for (JsonValue example : Json.list(field, "/examples")) {
        String query = Json.text(example, "");
        assertThat(AuditQueries.parse(query, Instant.now()).diagnostics()).as(query).isEmpty();
      }
    }
  }

  @Test
  void event_showsHowItWasJudged_andWhatBelongsToIt() throws Exception {
    JsonObject found = get("/api/v1/events?limit=1&" + q("eventName = CreateKey"));
    String id = Json.text(found, "/events/0/event/eventID");
    JsonObject event = get("/api/v1/events/" + id);
    assertThat(Json.at(event, "/event")).isEqualTo(Json.at(found, "/events/0/event"));
    assertThat(Json.text(event, "/evaluated/decision")).isEqualTo("allowed");
    assertThat(Json.text(event, "/evaluated/checks/0/action")).isEqualTo("kms:CreateKey");
    assertThat(Json.text(event, "/evaluated/checks/0/context/aws:SourceIp")).isEqualTo("127.0.0.1");
    assertThat(Json.list(event, "/related")).isEmpty();
    assertThat(Json.at(event, "/coverage/from")).isEqualTo(JsonNull.NULL);
  }

  @Test
  void eventThatIsNone_isNotFound() throws Exception {
    HttpResponse<String> refused = send("/api/v1/events/1fb0962b-8d29-4ea5-b0f3-b12665a99c40");
    assertThat(refused.statusCode()).isEqualTo(404);
    assertThat(TestServer.json(refused.body()).string("code")).contains("EVENT_NOT_FOUND");
  }

  @Test
  void looksIntoTheTrail_areHidden_whicheverWayOneLooks() throws Exception {
    long seq =
        Long.parseLong(
            send("/api/v1/events/facets?field=eventName")
                .headers()
                .firstValue("x-keytrail-seq")
                .orElseThrow());
    JsonObject facets = server.getJson("/api/v1/events/facets?field=eventName&waitFor=" + seq);
    assertThat(Json.texts(facets, "/values", "/value"))
        .contains("CreateKey")
        .doesNotContain("SearchEvents");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "histogram?interval=often | /interval | `interval` is `auto`, or a width such as",
        "histogram?interval=0s | /interval | `interval` is `auto`, or a width such as",
        "histogram?buckets=0 | /buckets | `buckets` is at least 1",
        "histogram?limit=1 | /limit | there is no parameter `limit`",
        "facets | /field | give a `field` to count",
        "facets?field=eventNam | /field | did you mean `eventName`",
        "facets?field=eventID | /field | the values of `eventID` cannot be counted",
        "facets?field=sid&limit=1001 | /limit | `limit` is at most 1000",
        "facets?field=sid&q=%22 | /q | ",
        "fields?q=x | /q | there is no parameter `q`",
      })
  void whatDoesNotRead_isAProblemAtItsName(String path, String pointer, String detail)
      throws Exception {
    HttpResponse<String> response = send("/api/v1/events/" + path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    JsonObject problem = TestServer.json(response.body());
    assertThat(problem.string("pointer")).contains(pointer);
    assertThat(problem.string("detail").orElseThrow()).contains(detail == null ? "" : detail);
  }

  private HttpResponse<String> send(String path) throws Exception {
    return ApiOverHttpTest.get(server, path, "Bearer " + server.adminToken());
  }
}
