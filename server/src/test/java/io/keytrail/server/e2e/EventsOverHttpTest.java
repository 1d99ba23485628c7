package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.kms.KmsClient;

/// `GET /api/v1/events` over HTTP: pages, counts, times, waiting, what is hidden, and what does not
/// read.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EventsOverHttpTest {
  private static final int CALLS = 7;

  private TestServer server;
  private String key = "";
  private long last;

  /// One key, made and described: 8 events.
  @BeforeAll
  void start() throws Exception {
    server = TestServer.start();
    try (KmsClient kms = server.kms(server.root())) {
      key = kms.createKey().keyMetadata().keyId();
      for (int i = 0; i < CALLS; i++) {
        last = TestServer.seq(kms.describeKey(r -> r.keyId(key)));
      }
    }
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  private JsonObject search(String query, String more) throws Exception {
    return server.getJson("/api/v1/events?waitFor=" + last + "&q=" + encoded(query) + more);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void pages_holdEveryEventOnce_newestFirst() throws Exception {
    List<Long> seqs = new ArrayList<>();
    String after = "";
    int pages = 0;
    boolean more = true;
    while (more) {
      JsonObject page = search("key = " + key, "&limit=3" + after);
      pages++;
      assertThat(Json.text(page, "/total/value")).isEqualTo(Integer.toString(CALLS + 1));
      assertThat(Json.text(page, "/coverage/complete")).isEqualTo("true");
      Json.texts(page, "/events", "/seq").forEach(seq -> seqs.add(Long.parseLong(seq)));
      more = Json.at(page, "/next") instanceof JsonString;
      after = "&after=" + encoded(Json.text(page, "/next"));
    }
    assertThat(pages).isEqualTo(3);
    assertThat(seqs).hasSize(CALLS + 1).doesNotHaveDuplicates();
    assertThat(seqs).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    assertThat(seqs).startsWith(last);
  }

  @Test
  void eventAndDerivedMembers_nameTheKey() throws Exception {
    JsonObject page = search("key = " + key + " and eventName = CreateKey", "");
    assertThat(Json.list(page, "/events")).hasSize(1);
    assertThat(Json.text(page, "/events/0/event/eventSource")).isEqualTo("kms.amazonaws.com");
    assertThat(Json.text(page, "/events/0/event/userIdentity/type")).isEqualTo("Root");
    assertThat(Json.text(page, "/events/0/derived/key")).contains(key);
    assertThat(Json.text(page, "/events/0/derived/decision")).contains("allowed");
    assertThat(Json.at(page, "/next")).isEqualTo(JsonNull.NULL);
  }

  @Test
  void exact_countsExactly_andLimitZeroOnlyCounts() throws Exception {
    JsonObject page = search("key = " + key, "&exact=true&limit=0");
    assertThat(Json.text(page, "/total")).isEqualTo("{\"value\":8,\"exact\":true}");
    assertThat(Json.list(page, "/events")).isEmpty();
  }

  @Test
  void from_isInclusive_andTo_isExclusive() throws Exception {
    JsonObject page = search("seq = " + last, "");
    Instant time = Instant.parse(Json.text(page, "/events/0/event/eventTime"));
    String here = "&from=" + time + "&to=" + time.plusSeconds(1);
    assertThat(Json.list(search("seq = " + last, here), "/events")).hasSize(1);
    String before = "&from=" + time.minusSeconds(9) + "&to=" + time;
    assertThat(Json.list(search("seq = " + last, before), "/events")).isEmpty();
    assertThat(Json.list(search("seq = " + last, "&from=" + time.plusSeconds(1)), "/events"))
        .isEmpty();
  }

  @Test
  void searches_areOnRecord_butShowOnlyWhenAskedFor() throws Exception {
    HttpResponse<String> search = get("/api/v1/events?q=" + encoded("key = " + key));
    long seq = Long.parseLong(search.headers().firstValue("x-keytrail-seq").orElseThrow());
    assertThat(server.records("eventName = SearchEvents", seq)).isNotEmpty();
    assertThat(server.records("seq = " + seq, seq)).hasSize(1);
    assertThat(server.records("", seq))
        .extracting(r -> r.string("eventName").orElseThrow())
        .contains("CreateKey", "DescribeKey")
        .doesNotContain("SearchEvents");
    assertThat(server.records("account = 123456789012", seq))
        .extracting(r -> r.string("eventName").orElseThrow())
        .doesNotContain("SearchEvents");
  }

  @Test
  void eventThatDoesNotExist_isNotWaitedFor() throws Exception {
    JsonObject page = server.getJson("/api/v1/events?limit=1&waitFor=9007199254740991");
    assertThat(Json.text(page, "/coverage/complete")).isEqualTo("false");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "querry=x | /querry | there is no parameter `querry`",
        "limt=1 | /limt | there is no parameter `limt`; did you mean `limit`",
        "limit=-1 | /limit | `limit` takes a whole number",
        "limit=1001 | /limit | `limit` is at most 1000",
        "limit=1&limit=2 | /limit | `limit` is given more than once",
        "exact=yes | /exact | `exact` is `true` or `false`",
        "waitFor=soon | /waitFor | `waitFor` takes a whole number",
        "from=yesterday | /from | `from` takes a time such as `2026-11-23T14:00:00Z`",
        "to=2026-11-23 | /to | `to` takes a time such as `2026-11-23T14:00:00Z`",
        "after=x | /after | `after` takes the `next` of an earlier answer, unchanged",
      })
  void parameterThatDoesNotRead_isAProblemAtItsName(String query, String pointer, String detail)
      throws Exception {
    JsonObject problem = refused(query);
    assertThat(problem.string("detail")).contains(detail);
    assertThat(problem.string("pointer")).contains(pointer);
    assertThat(problem.string("code")).contains("BAD_REQUEST");
  }

  @Test
  void unknownField_isAProblemWithLineColumnAndAProposal() throws Exception {
    JsonObject problem = refused("q=" + encoded("volume = vol-1\nand sidd = S-1"));
    assertThat(problem.string("pointer")).contains("/q");
    assertThat(problem.string("detail").orElseThrow()).contains("`sidd`", "did you mean `sid`");
    assertThat(Json.text(problem, "/line")).isEqualTo("2");
    assertThat(Json.text(problem, "/column")).isEqualTo("5");
  }

  @Test
  void refusedSearch_isOnRecordToo() throws Exception {
    HttpResponse<String> refused = get("/api/v1/events?limit=many");
    long seq = Long.parseLong(refused.headers().firstValue("x-keytrail-seq").orElseThrow());
    assertThat(server.records("seq = " + seq, seq))
        .singleElement()
        .satisfies(r -> assertThat(r.string("eventName")).contains("SearchEvents"))
        .satisfies(r -> assertThat(r.string("errorCode")).contains("BAD_REQUEST"));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return ApiOverHttpTest.get(server, path, "Bearer " + server.adminToken());
  }

  private JsonObject refused(String query) throws Exception {
    HttpResponse<String> response = get("/api/v1/events?" + query);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
    return TestServer.json(response.body());
  }
}
