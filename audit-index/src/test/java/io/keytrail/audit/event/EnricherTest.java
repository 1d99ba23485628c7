package io.keytrail.audit.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.RealCloudTrail;
import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class EnricherTest {
  private static final String SID = "S-1-5-21-277731876-1789304096-451871588-1107";
  private static final String KEY =
      "arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

  @Test
  void workspacesDecrypt_isFoundByAllItsIds() throws Exception {
    EnrichedEvent event =
        enrich(
            """
            {"eventTime":"2026-11-23T10:15:30Z","eventSource":"kms.amazonaws.com",
             "recipientAccountId":"123456789012",
             "userIdentity":{"type":"AssumedRole","accountId":"123456789012",
               "principalId":"123456789012:aws:ec2-infrastructure:i-0123456789abcdef0",
               "arn":"arn:aws:sts::123456789012:assumed-role/aws:ec2-infrastructure/i-0123456789abcdef0"},
             "requestParameters":{"encryptionContext":{
               "aws:workspaces:sid-directoryid":"[%s]@[d-1234abcd01]","aws:ebs:id":"vol-1234abcd"}},
             "resources":[{"ARN":"%s","accountId":"210987654321"}]}
            """
                .formatted(SID, KEY));
    assertThat(event.values("sid")).containsExactly(SID);
    assertThat(event.values("directory")).containsExactly("d-1234abcd01");
    assertThat(event.values("volume")).containsExactly("vol-1234abcd");
    assertThat(event.values("instance")).containsExactly("i-0123456789abcdef0");
    assertThat(event.values("key")).containsExactly(KEY, "1234abcd-12ab-34cd-56ef-1234567890ab");
    assertThat(event.values("account")).containsExactly("123456789012", "210987654321");
    assertThat(event.values("service")).containsExactly("kms");
    assertThat(event.values("principal"))
        .containsExactly(
            "arn:aws:sts::123456789012:assumed-role/aws:ec2-infrastructure/i-0123456789abcdef0",
            "123456789012:aws:ec2-infrastructure:i-0123456789abcdef0");
    assertThat(event.context())
        .containsExactly(
            new ContextPair("aws:workspaces:sid-directoryid", "[" + SID + "]@[d-1234abcd01]"),
            new ContextPair("aws:ebs:id", "vol-1234abcd"));
    assertThat(event.eventTimeMillis()).hasValue(1_795_428_930_000L);
    assertThat(event.owner()).isEqualTo("123456789012");
    assertThat(JsonWriter.toText(event.derived()))
        .startsWith("{\"sid\":[\"" + SID + "\"],\"directory\":[\"d-1234abcd01\"],\"volume\":")
        .contains("\"service\":\"kms\"");
  }

  @Test
  void pairWithoutBrackets_isTolerated() throws Exception {
    for (String pair :
        List.of(
            "[" + SID + "]@[d-1234abcd01]", SID + "@d-1234abcd01", "[" + SID + "]@d-1234abcd01")) {
      EnrichedEvent event =
          enrich("{\"requestParameters\":{\"encryptionContext\":{\"k\":\"" + pair + "\"}}}");
      assertThat(event.values("sid")).as(pair).containsExactly(SID);
      assertThat(event.values("directory")).as(pair).containsExactly("d-1234abcd01");
    }
    EnrichedEvent none =
        enrich("{\"requestParameters\":{\"encryptionContext\":{\"k\":\"[x]@[d-1234abcd01]\"}}}");
    assertThat(none.values("sid")).isEmpty();
  }

  @Test
  void grants_areFoundWhereKmsPutsThem() throws Exception {
    assertThat(enrich("{\"responseElements\":{\"grantId\":\"g1\"}}").values("grant"))
        .containsExactly("g1");
    assertThat(enrich("{\"additionalEventData\":{\"grantId\":\"g2\"}}").values("grant"))
        .containsExactly("g2");
    assertThat(enrich("{\"requestParameters\":{\"grantId\":\"g3\"}}").values("grant"))
        .containsExactly("g3");
  }

  @Test
  void contexts_areFoundWhereKmsPutsThem() throws Exception {
    EnrichedEvent event =
        enrich(
            """
            {"requestParameters":{"sourceEncryptionContext":{"a":"1"},
              "destinationEncryptionContext":{"aws:ebs:id":"snap-1234abcd"},
              "constraints":{"encryptionContextSubset":{"c":"3"},"encryptionContextEquals":{"d":4}}}}
            """);
    assertThat(event.context())
        .containsExactly(
            new ContextPair("a", "1"),
            new ContextPair("aws:ebs:id", "snap-1234abcd"),
            new ContextPair("c", "3"),
            new ContextPair("d", "4"));
    assertThat(event.values("snapshot")).containsExactly("snap-1234abcd");
  }

  @Test
  void keysAndAliases_areFoundByNameAndArn() throws Exception {
    EnrichedEvent event =
        enrich(
            """
            {"requestParameters":{"keyId":"alias/app","volumeEncryptionKey":
              "arn:aws:kms:us-west-2:123456789012:alias/ws","targetKeyId":
              "1234abcd-12ab-34cd-56ef-1234567890ab","requestId":"00000000-12ab-34cd-56ef-1234567890ab"}}
            """);
    assertThat(event.values("alias"))
        .containsExactly("alias/app", "arn:aws:kms:us-west-2:123456789012:alias/ws", "alias/ws");
    assertThat(event.values("key")).containsExactly("1234abcd-12ab-34cd-56ef-1234567890ab");
  }

  @Test
  void decision_comesFromTheEvaluatedRequest_orTheMessage() throws Exception {
    AuditEvent own = new RepresentativeRecords(5).next(1);
    assertThat(Enricher.enrich(own).values("decision"))
        .containsExactly(own.evaluated().orElseThrow().decision());
    String denied =
        "{\"errorCode\":\"AccessDenied\",\"errorMessage\":\"User is not authorized %s\"}";
    assertThat(enrich(denied.formatted("with an explicit deny in x")).values("decision"))
        .containsExactly("explicitDeny");
    assertThat(enrich(denied.formatted("because no x allows")).values("decision"))
        .containsExactly("implicitDeny");
    assertThat(enrich(denied.formatted("")).values("decision")).isEmpty();
  }

  @Test
  void nullMember_isAbsent_otherTypesAreText() throws Exception {
    EnrichedEvent event =
        enrich(
            "{\"errorCode\":null,\"apiVersion\":1.0,\"awsRegion\":[\"a\",true],\"eventName\":{\"x\":1}}");
    assertThat(event.values("errorCode")).isEmpty();
    assertThat(event.values("apiVersion")).containsExactly("1.0");
    assertThat(event.values("awsRegion")).containsExactly("a", "true");
    assertThat(event.values("eventName")).containsExactly("{\"x\":1}");
  }

  @Test
  void realAccount_isReadCompletely() throws Exception {
    List<JsonObject> records = RealCloudTrail.records();
    assertThat(records).hasSize(2_093);
    List<EnrichedEvent> events =
        records.stream().map(record -> Enricher.enrich(1, record, Optional.empty())).toList();
    assertThat(events).filteredOn(event -> !event.context().isEmpty()).hasSize(240);
    assertThat(events).allMatch(event -> event.eventTimeMillis().isPresent());
    assertThat(events.stream().map(event -> List.of(event.owner())).toList())
        .isEqualTo(events.stream().map(event -> event.values("recipientAccountId")).toList());
  }

  @Test
  void noObject_makesItThrow() throws Exception {
    long seed = Long.getLong("seed", new Random().nextLong());
    var random = new Random(seed);
    var samples = new RepresentativeRecords(random.nextLong());
    var base = new ArrayList<JsonObject>();
    for (int i = 0; i < 300; i++) {
      base.add(samples.next(i).record());
    }
    if (java.nio.file.Files.isDirectory(
        java.nio.file.Path.of(System.getProperty("keytrail.shared", "")).resolve("data"))) {
      base.addAll(RealCloudTrail.records());
    }
    for (JsonObject record : base) {
      var members = new LinkedHashMap<String, JsonValue>();
      record.members().forEach((name, member) -> members.put(name, mutate(member, random)));
      var mutated = new JsonObject(members);
      assertThat(Enricher.enrich(1, mutated, Optional.empty()))
          .as(() -> "-Dseed=" + seed + " " + JsonWriter.toText(mutated))
          .isNotNull();
    }
  }

  private static JsonValue mutate(JsonValue value, Random random) {
    if (random.nextInt(12) == 0) {
      return switch (random.nextInt(5)) {
        case 0 -> JsonNull.NULL;
        case 1 -> new JsonString(HostileStrings.next(random));
        case 2 -> new JsonNumber("-1e999");
        case 3 -> new JsonArray(List.of(value, value));
        default -> JsonObject.builder().put(HostileStrings.next(random), value).build();
      };
    }
    return switch (value) {
      case JsonObject(var members) -> {
        var copy = new LinkedHashMap<String, JsonValue>();
        members.forEach(
            (name, member) ->
                copy.put(
                    random.nextInt(15) == 0 ? HostileStrings.next(random) : name,
                    mutate(member, random)));
        yield new JsonObject(copy);
      }
      case JsonArray(var elements) ->
          new JsonArray(elements.stream().map(element -> mutate(element, random)).toList());
      case JsonString(String text) ->
          random.nextInt(6) == 0
              ? new JsonString(text.substring(0, random.nextInt(text.length() + 1)))
              : value;
      case JsonNumber _, io.keytrail.audit.json.JsonBool _, JsonNull _ -> value;
    };
  }

  private static EnrichedEvent enrich(String record) throws Exception {
    return Enricher.enrich(
        1, (JsonObject) StrictJson.parse(record, Limits.RECORD), Optional.empty());
  }
}
