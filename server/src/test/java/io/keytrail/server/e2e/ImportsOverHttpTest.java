package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.kms.KmsClient;

/// Log files through `POST /api/v1/imports`, and what is found of them through `/api/v1/events`.
@Timeout(120)
final class ImportsOverHttpTest {
  private static TestServer server;
  private static Imports imports;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start();
    imports = Imports.of(server);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void realFiles_areFoundOnceAndByTheirContexts() throws Exception {
    List<Path> files = Imports.sampleFiles();
    assertThat(files).hasSize(28);
    List<String> ids = new ArrayList<>();
    for (Path file : files) {
      ids.add(imports.begin(Files.readAllBytes(file), file.getFileName().toString()));
    }
    long imported = 0;
    List<JsonObject> records = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      JsonObject one = imports.ended(ids.get(i));
      List<JsonObject> held = records(files.get(i));
      records.addAll(held);
      long size = held.size();
      assertThat(one.string("state")).contains("done");
      assertThat(Imports.counts(one)).containsExactly(size, size, 0L, 0L);
      imported += size;
    }
    assertThat(imported).isEqualTo(2_093);
    assertThat(imports.total("account = 123837392027 and import is present")).isEqualTo(2_093);
    requireFoundByContext(records);
    againInOtherClothes(files, records);
    imports.untilFound("account = 123837392027", 2_093);
    assertThat(sent(server)).isEmpty();
  }

  private static List<JsonObject> records(Path file) throws Exception {
    try (var in = new GZIPInputStream(Files.newInputStream(file))) {
      JsonObject all =
          (JsonObject)
              StrictJson.parse(in.readAllBytes(), new Limits(8 << 20, 64, 99, 9_999_999, true));
      return Imports.objects(all, "Records");
    }
  }

  /// 240 of them carry one: under three keys, and each found by key and value.
  private static void requireFoundByContext(List<JsonObject> records) throws Exception {
    String any =
        "kms:EncryptionContext:\"PARAMETER_ARN\" is present or kms:EncryptionContext:\"SecretARN\" is present"
            + " or kms:EncryptionContext:\"SecretVersionId\" is present";
    assertThat(imports.total(any)).isEqualTo(240);
    Set<JsonValue> byValue = new HashSet<>();
    for (JsonObject record : records) {
      JsonObject request = record.object("requestParameters").orElse(JsonObject.EMPTY);
      JsonObject context = request.object("encryptionContext").orElse(JsonObject.EMPTY);
      if (context.members().isEmpty()) {
        continue;
      }
      String key = context.members().keySet().iterator().next();
      String query =
          "kms:EncryptionContext:\"%s\" = %s and eventID = %s"
              .formatted(
                  key,
                  JsonWriter.toText(context.member(key).orElseThrow()),
                  record.string("eventID").orElseThrow());
      if (byValue.size() < 40) {
        JsonObject found = Imports.objects(imports.events(query, 2), "events").getFirst();
        assertThat(found.object("event")).contains(record);
      }
      byValue.add(record.member("eventID").orElseThrow());
    }
    assertThat(byValue).hasSize(240);
  }

  private static void againInOtherClothes(List<Path> files, List<JsonObject> records)
      throws Exception {
    JsonObject same = imports.run(Files.readAllBytes(files.getFirst()), "again.json.gz");
    assertThat(Imports.counts(same).get(1)).isZero();
    assertThat(Imports.counts(same).get(2)).isEqualTo(Imports.counts(same).getFirst());
    byte[] unpacked;
    try (var in = new GZIPInputStream(Files.newInputStream(files.getFirst()))) {
      unpacked = in.readAllBytes();
    }
    assertThat(Imports.counts(imports.run(unpacked, "plain.json"))).isEqualTo(Imports.counts(same));
    var lines = new ByteArrayOutputStream();
    for (JsonObject record : records) {
      lines.write(JsonWriter.toBytes(record));
      lines.write('\n');
    }
    JsonObject all = imports.run(Imports.gzip(lines.toByteArray()), "all.ndjson.gz");
    assertThat(Imports.counts(all)).containsExactly(2_093L, 0L, 2_093L, 0L);
  }

  @Test
  void brokenRecords_areQuarantinedWithFileRecordAndReason() throws Exception {
    String account = "222222222222";
    String deep =
        "{\"eventTime\":\"2026-01-01T00:00:00Z\",\"a\":" + "[".repeat(200) + "]".repeat(200) + "}";
    String huge = "{\"a\":\"" + "x".repeat(2 << 20) + "\"}";
    List<String> broken =
        List.of(
            "{\"a\":}",
            "7",
            deep,
            huge,
            "{\"eventName\":\"A\",\"eventName\":\"B\"}",
            "{\"eventName\":\"A\"}",
            "{\"eventName\":\"A\",\"eventTime\":\"yesterday\"}",
            "{\"eventTime\":\"2026-01-01T00:00:00Z\"}",
            "{\"eventName\":\"\u0001\"}".replace("\u0001", "\\q"));
    StringBuilder file = new StringBuilder("{\"Records\":[").append(record(account, "good-1"));
    broken.forEach(one -> file.append(",\n").append(one));
    file.append(",\n").append(record(account, "good-2")).append("]}");
    JsonObject one = imports.run(Imports.bytes(file.toString()), "ugly.json");
    assertThat(one.string("state")).contains("done");
    assertThat(Imports.counts(one)).containsExactly(11L, 2L, 0L, 9L);
    List<JsonObject> out = Imports.quarantine(one);
    assertThat(out)
        .extracting(entry -> Imports.number(entry, "record"))
        .containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    assertThat(out)
        .extracting(entry -> entry.string("file").orElseThrow())
        .containsOnly("ugly.json");
    assertThat(Imports.number(out.getFirst(), "position")).isEqualTo(file.indexOf("{\"a\":}"));
    assertThat(out)
        .extracting(entry -> entry.string("reason").orElseThrow())
        .containsExactly(
            "not valid JSON at `}` (at `/a`, line 1, column 6 of the record)",
            "expected a record, found a number or a literal",
            "values are nested over 128 deep, which is the limit (at `/a"
                + "/0".repeat(49)
                + "…`, line 1, column 168 of the record)",
            "the record has over 1048576 bytes, which is the limit",
            "the member `eventName` stands twice (at `/eventName`, line 1, column 18 of the record)",
            "`eventTime` is missing, without which it is no CloudTrail record",
            "`eventTime` is `yesterday`, expected a time such as `2026-11-23T14:00:00Z`",
            "`eventName` is missing, without which it is no CloudTrail record",
            "not valid JSON at `q` (at `/eventName`, line 1, column 16 of the record)");
    imports.untilFound("account = " + account, 2);
    JsonObject page = imports.get("/api/v1/imports/" + id(one) + "?limit=4&after=6");
    assertThat(Imports.quarantine(page))
        .extracting(entry -> Imports.number(entry, "record"))
        .containsExactly(7L, 8L, 9L, 10L);
    assertThat(page.member("next")).contains(JsonNull.NULL);
    JsonObject job = imports.get("/api/v1/jobs/" + id(one));
    assertThat(Imports.objects(job, "errors")).hasSize(9);
    assertThat(Imports.objects(job, "errors").getFirst().string("file")).contains("ugly.json");
  }

  @Test
  void halfSurrogates_areEvidenceAndComeIn() throws Exception {
    String record = record("333333333333", "lone").replace("\"A\"", "\"A\\ud800\"");
    assertThat(Imports.counts(imports.run(Imports.bytes("[" + record + "]"), "")))
        .containsExactly(1L, 1L, 0L, 0L);
    imports.untilFound("account = 333333333333", 1);
  }

  @Test
  void brokenFiles_failWithTheirReasonAndChangeNothing() throws Exception {
    byte[] damaged = Imports.gzip(Imports.bytes("[" + record("444444444444", "a") + "]"));
    damaged[damaged.length - 6] ^= 1;
    requireFailed(damaged, "the file's gzip data is damaged after byte ");
    requireFailed(
        Imports.gzip(Imports.bytes("hello")),
        "this is no CloudTrail log file: it begins with `h` where JSON begins with");
    requireFailed(Imports.gzip(new byte[0]), "the file is empty");
    byte[] bomb = Imports.gzip(new byte[20 << 20]);
    requireFailed(bomb, "this is no CloudTrail log file: it begins with byte 0x00");
    byte[] blanks =
        Imports.gzip(" ".repeat(20 << 20).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    requireFailed(blanks, "the file unpacks to over 250 times its size");
    assertThat(imports.total("account = 444444444444")).isZero();
    assertThat(sent(server)).isEmpty();
  }

  private static void requireFailed(byte[] body, String why) throws Exception {
    JsonObject one = imports.run(body, "damaged.gz");
    assertThat(one.string("state")).contains("failed");
    assertThat(Imports.counts(one).get(1)).isZero();
    JsonObject reason = Imports.quarantine(one).getFirst();
    assertThat(reason.string("reason").orElseThrow()).startsWith(why);
    assertThat(reason.member("record")).contains(JsonNull.NULL);
    JsonObject error = Imports.objects(imports.get("/api/v1/jobs/" + id(one)), "errors").getFirst();
    assertThat(error.string("message").orElseThrow()).startsWith("damaged.gz: " + why);
  }

  @Test
  void cutOffFile_givesWhatItHolds() throws Exception {
    StringBuilder all = new StringBuilder("{\"Records\":[");
    for (int i = 0; i < 400; i++) {
      all.append(i == 0 ? "" : ",").append(record("555555555555", UUID.randomUUID().toString()));
    }
    byte[] whole = Imports.gzip(Imports.bytes(all.append("]}").toString()));
    JsonObject one = imports.run(java.util.Arrays.copyOf(whole, whole.length / 2), "cut.json.gz");
    assertThat(one.string("state")).contains("done");
    List<Long> counts = Imports.counts(one);
    assertThat(counts.get(1)).isBetween(50L, 350L);
    assertThat(counts.get(3)).isEqualTo(1);
    JsonObject reason = Imports.quarantine(one).getFirst();
    assertThat(Imports.number(reason, "record")).isEqualTo(counts.getFirst());
    assertThat(reason.string("reason").orElseThrow())
        .startsWith("the file ends in the middle of its gzip data");
    JsonObject later = imports.run(whole, "whole.json.gz");
    assertThat(Imports.counts(later)).containsExactly(400L, 400 - counts.get(1), counts.get(1), 0L);
    imports.untilFound("account = 555555555555", 400);
  }

  @Test
  void whatIsNoLogFile_isRefusedAtOnceAndOnRecord() throws Exception {
    var empty = imports.send(new byte[0], "");
    assertThat(empty.statusCode()).isEqualTo(400);
    assertThat(empty.body()).contains("\"NOT_A_LOG_FILE\"").contains("the body is empty");
    var html = imports.send(Imports.bytes("<html></html>"), "");
    assertThat(html.statusCode()).isEqualTo(400);
    assertThat(html.body()).contains("begins neither like gzip nor like JSON");
    long seq = Long.parseLong(html.headers().firstValue("x-keytrail-seq").orElseThrow());
    JsonObject refused = server.records("seq = " + seq, seq).getFirst();
    assertThat(refused.string("eventName")).contains("Import");
    assertThat(refused.string("errorCode")).contains("NOT_A_LOG_FILE");
    var name = imports.send(Imports.bytes("[]"), "?name=a%0Ab");
    assertThat(name.statusCode()).isEqualTo(400);
    assertThat(name.body()).contains("\"pointer\":\"/name\"");
    var unknown = imports.send(Imports.bytes("[]"), "?file=a");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(sent(server)).isEmpty();
  }

  @Test
  void answer_isTheJob_andTheEventNamesIt() throws Exception {
    var response =
        imports.send(Imports.bytes("[" + record("666666666666", "x") + "]"), "?name=a.json");
    assertThat(response.statusCode()).isEqualTo(202);
    JsonObject job = TestServer.json(response.body());
    assertThat(job.members()).containsKeys("id", "type", "state", "progress", "counts", "errors");
    assertThat(job.string("type")).contains("import");
    long seq = Long.parseLong(response.headers().firstValue("x-keytrail-seq").orElseThrow());
    JsonObject event = server.records("seq = " + seq, seq).getFirst();
    assertThat(event.string("eventName")).contains("Import");
    assertThat(event.object("responseElements").orElseThrow().string("importId"))
        .isEqualTo(job.string("id"));
    JsonObject one = imports.ended(job.string("id").orElseThrow());
    assertThat(one.object("file").orElseThrow().string("name")).contains("a.json");
    List<JsonObject> listed = Imports.objects(imports.get("/api/v1/imports?limit=500"), "imports");
    assertThat(listed).extracting(other -> other.string("id")).contains(job.string("id"));
    imports.send(Imports.bytes("[" + record("666666666666", "y") + "]"), "?name=b.json");
    JsonObject page = imports.get("/api/v1/imports?limit=1");
    assertThat(page.string("next")).isPresent();
  }

  @Test
  void personOfAnAccount_importsItsOwnRecordsOnly() throws Exception {
    var alice = server.user("Alice", allow("keytrail:Import"), allow("keytrail:GetImport"));
    var bob = server.user("Bob");
    String file =
        "["
            + record(TestServer.ACCOUNT, "mine")
            + ","
            + record("777777777777", "theirs")
            + ","
            + record("", "nobodys")
            + "]";
    var response = imports.send(alice, Imports.bytes(file));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    JsonObject one = imports.ended(TestServer.json(response.body()).string("id").orElseThrow());
    assertThat(Imports.counts(one)).containsExactly(3L, 1L, 0L, 2L);
    assertThat(Imports.quarantine(one))
        .extracting(entry -> entry.string("reason").orElseThrow())
        .containsExactly(
            "it belongs to the trail of account `777777777777`; only the operator imports records of other accounts",
            "it does not say to which account's trail it belongs, and yours may hold your own only");
    assertThat(imports.total("account = 777777777777")).isZero();
    JsonObject operators = imports.run(Imports.bytes(file), "");
    assertThat(Imports.counts(operators)).containsExactly(3L, 2L, 1L, 0L);
    var refused = imports.send(bob, Imports.bytes(file));
    assertThat(refused.statusCode()).isEqualTo(403);
    var seen = SignedApi.get(server, alice, "/api/v1/imports/" + id(operators));
    assertThat(seen.statusCode()).isEqualTo(200);
    assertThat(SignedApi.get(server, bob, "/api/v1/imports/" + id(one)).statusCode())
        .isEqualTo(403);
  }

  @Test
  void whatHappenedHere_isNotTakenFromAFile() throws Exception {
    try (KmsClient kms = server.kms(server.root())) {
      long seq = TestServer.seq(kms.createKey());
      JsonObject own = server.records("seq = " + seq, seq).getFirst();
      String id = own.string("eventID").orElseThrow();
      JsonObject forged =
          JsonObject.builder()
              .put("eventID", id)
              .put("eventTime", "2020-02-02T02:02:02Z")
              .put("eventName", "DeleteEverything")
              .put("recipientAccountId", TestServer.ACCOUNT)
              .build();
      assertThat(Imports.counts(imports.run(JsonWriter.toBytes(own), "own.json")))
          .containsExactly(1L, 0L, 1L, 0L);
      assertThat(Imports.counts(imports.run(JsonWriter.toBytes(forged), "forged.json")))
          .containsExactly(1L, 1L, 0L, 0L);
      imports.untilFound("eventID = " + id, 2);
      JsonObject shown = imports.get("/api/v1/events/" + id);
      assertThat(shown.object("event").orElseThrow().string("eventName")).contains("CreateKey");
      assertThat(shown.object("derived").orElseThrow().member("import")).isEmpty();
      assertThat(shown.object("evaluated")).isPresent();
      JsonObject other =
          Imports.objects(imports.events("eventName = DeleteEverything", 1), "events").getFirst();
      assertThat(other.object("derived").orElseThrow().string("import")).isPresent();
    }
  }

  @Test
  void everyKindOfRecord_isFoundByWhatItHolds() throws Exception {
    Map<String, String> kinds = new LinkedHashMap<>();
    kinds.put(
        "sid = S-1-5-21-277731876-1789304096-451871588-1107 and directory = d-1234abcd01 and volume = vol-1234abcd",
        "'requestParameters':{'encryptionContext':{'aws:workspaces:sid-directoryid':"
            + "'[S-1-5-21-277731876-1789304096-451871588-1107]@[d-1234abcd01]','aws:ebs:id':'vol-1234abcd'}}");
    kinds.put("grant = grant-made", "'responseElements':{'grantId':'grant-made'}");
    kinds.put("grant = grant-retired", "'additionalEventData':{'grantId':'grant-retired'}");
    kinds.put(
        "volume = vol-aaaaaaaa and volume = vol-bbbbbbbb",
        "'requestParameters':{'sourceEncryptionContext':{'aws:ebs:id':'vol-aaaaaaaa'},"
            + "'destinationEncryptionContext':{'aws:ebs:id':'vol-bbbbbbbb'}}");
    kinds.put(
        "snapshot = snap-1234abcd",
        "'requestParameters':{'encryptionContext':{'aws:ebs:id':'snap-1234abcd'}}");
    kinds.put(
        "kms:EncryptionContext:\"a\" = b",
        "'requestParameters':{'constraints':{'encryptionContextSubset':{'a':'b'}}}");
    kinds.put("decision = allowed", "'errorCode':'DryRunOperationException'");
    kinds.put(
        "decision = explicitDeny",
        "'errorCode':'AccessDenied','errorMessage':'not authorized with an explicit deny in a policy'");
    kinds.put(
        "addendum.originalEventID = first",
        "'addendum':{'reason':'UPDATED_DATA','originalEventID':'first'}");
    kinds.put("sharedEventID = both", "'sharedEventID':'both'");
    kinds.put(
        "tlsDetails.keyExchange = X25519MLKEM768", "'tlsDetails':{'keyExchange':'X25519MLKEM768'}");
    kinds.put("vpcEndpointAccountId = \"AWS Internal\"", "'vpcEndpointAccountId':'AWS Internal'");
    kinds.put("eventVersion = 9.99", "'eventVersion':'9.99','nobodyKnows':{'this':[1]}");
    kinds.put(
        "userIdentity.onBehalfOf.userId = u-1", "'userIdentity':{'onBehalfOf':{'userId':'u-1'}}");
    kinds.put(
        "resources.ARN like arn:aws:s3:::*",
        "'resources':[{'ARN':'arn:aws:s3:::logs','accountId':'AWS Internal'}]");
    kinds.put(
        "insightDetails.state = Start",
        "'eventName':null,'eventType':'AwsCloudTrailInsight','insightDetails':{'state':'Start'}");
    StringBuilder file = new StringBuilder();
    int number = 0;
    for (String members : kinds.values()) {
      String name =
          members.contains("'eventName'")
              ? ""
              : "'eventName':'Kind','eventSource':'kms.amazonaws.com',";
      String record =
          "{%s'eventTime':'2025-05-05T05:05:05Z','eventID':'kind-%d','recipientAccountId':'131313131313',%s}\n"
              .formatted(name, number++, members);
      file.append(record.replace('\'', '"'));
    }
    JsonObject one = imports.run(Imports.bytes(file.toString()), "kinds.ndjson");
    assertThat(Imports.counts(one).get(1)).isEqualTo(kinds.size());
    imports.untilFound("account = 131313131313", kinds.size());
    number = 0;
    for (String query : kinds.keySet()) {
      List<JsonObject> found =
          Imports.objects(
              imports.events("(" + query + ") and account = 131313131313", 5), "events");
      assertThat(found)
          .as(query)
          .extracting(event -> event.object("event").orElseThrow().string("eventID").orElseThrow())
          .containsExactly("kind-" + number++);
    }
  }

  @Test
  void ownAccountsImport_isInItsEventHistory() throws Exception {
    String record =
        record(TestServer.ACCOUNT, "from-a-file")
            .replace("\"A\"", "\"Historic\",\"awsRegion\":\"us-west-2\"");
    JsonObject one = imports.run(Imports.bytes(record), "history.json");
    imports.untilFound("import = " + id(one), 1);
    try (CloudTrailClient cloudTrail = server.cloudTrail(server.root())) {
      var events =
          cloudTrail
              .lookupEvents(
                  r ->
                      r.lookupAttributes(
                          a ->
                              a.attributeKey(LookupAttributeKey.EVENT_NAME)
                                  .attributeValue("Historic")))
              .events();
      assertThat(events).hasSize(1);
      assertThat(events.getFirst().cloudTrailEvent()).isEqualTo(record);
    }
  }

  @Test
  void cancelledImport_keepsWhatItBroughtAndLeavesNoFile() throws Exception {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 60_000; i++) {
      all.append(record("141414141414", UUID.randomUUID().toString())).append('\n');
    }
    String id = imports.begin(Imports.gzip(Imports.bytes(all.toString())), "long");
    Desktops.until(() -> Imports.counts(imports.get("/api/v1/imports/" + id)).get(1) > 0);
    assertThat(server.post("/api/v1/jobs/" + id + "/cancel", "").statusCode()).isEqualTo(202);
    JsonObject one = imports.ended(id);
    assertThat(one.string("state")).contains("cancelled");
    long imported = Imports.counts(one).get(1);
    assertThat(imported).isBetween(1L, 59_999L);
    imports.untilFound("account = 141414141414", imported);
    assertThat(sent(server)).isEmpty();
  }

  @Test
  void sameFileSentTwiceAtOnce_addsItsEventsOnce() throws Exception {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      all.append(record("888888888888", UUID.randomUUID().toString())).append('\n');
    }
    byte[] file = Imports.bytes(all.toString());
    String first = imports.begin(file, "one");
    String second = imports.begin(file, "two");
    long imported =
        Imports.counts(imports.ended(first)).get(1) + Imports.counts(imports.ended(second)).get(1);
    assertThat(imported).isEqualTo(3_000);
    imports.untilFound("account = 888888888888", 3_000);
  }

  static String record(String account, String id) {
    return ("{\"eventVersion\":\"1.08\",\"userIdentity\":{\"type\":\"Root\"},\"eventTime\":\"2026-01-02T03:04:05Z\","
            + "\"eventSource\":\"kms.amazonaws.com\",\"eventName\":\"A\",\"eventID\":\"%s\"%s}")
        .formatted(id, account.isEmpty() ? "" : ",\"recipientAccountId\":\"" + account + "\"");
  }

  private static String allow(String action) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"%s\",\"Resource\":\"*\"}}"
        .formatted(action);
  }

  private static String id(JsonObject one) {
    return one.string("id").orElseThrow();
  }

  /// Files that wait for a job or were left behind.
  private static List<Path> sent(TestServer of) throws IOException {
    try (Stream<Path> all = Files.list(of.data().resolve("imports"))) {
      return all.filter(file -> !file.endsWith("id")).toList();
    }
  }
}
