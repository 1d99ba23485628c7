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
    assertThat(enrich("{\"errorCode\":\"DryRunOperationException\"}").values("decision"))
        .containsExactly("allowed");
    assertThat(enrich("{\"errorCode\":\"ThrottlingException\"}").values("decision")).isEmpty();
  }

  @Test
  void membersOfEveryVersion_areFields() throws Exception {
    EnrichedEvent event =
        enrich(
            """
            {"eventVersion":"99.7","vpcEndpointId":"vpce-1","vpcEndpointAccountId":"111122223333",
             "sharedEventID":"s","eventCategory":"Data","apiVersion":"2016-11-15","managementEvent":false,
             "sessionCredentialFromConsole":"true","edgeDeviceDetails":{"x":1},
             "tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"C","clientProvidedHostHeader":"h",
               "keyExchange":"X25519MLKEM768"},
             "addendum":{"reason":"UPDATED_DATA","updatedFields":"eventName","originalRequestID":"r",
               "originalEventID":"e"},
             "insightDetails":{"state":"Start","insightType":"ApiCallRateInsight"},
             "eventContext":{"requestContext":{"aws:x":"y"}},
             "resources":[{"ARN":"arn:aws:s3:::b/k","type":"AWS::S3::Object"},
               {"ARNPrefix":"arn:aws:s3:::b/","accountId":"444455556666"}],
             "unknownToUs":{"a":"b"}}
            """);
    for (String expected :
        List.of(
            "eventVersion=99.7",
            "vpcEndpointId=vpce-1",
            "vpcEndpointAccountId=111122223333",
            "sharedEventID=s",
            "eventCategory=Data",
            "apiVersion=2016-11-15",
            "managementEvent=false",
            "sessionCredentialFromConsole=true",
            "tlsDetails.tlsVersion=TLSv1.3",
            "tlsDetails.cipherSuite=C",
            "tlsDetails.clientProvidedHostHeader=h",
            "tlsDetails.keyExchange=X25519MLKEM768",
            "addendum.reason=UPDATED_DATA",
            "addendum.updatedFields=eventName",
            "addendum.originalRequestID=r",
            "addendum.originalEventID=e",
            "insightDetails.state=Start",
            "insightDetails.insightType=ApiCallRateInsight",
            "resources.ARN=arn:aws:s3:::b/k",
            "resources.ARNPrefix=arn:aws:s3:::b/",
            "resources.accountId=444455556666",
            "resources.type=AWS::S3::Object")) {
      int equals = expected.indexOf('=');
      assertThat(event.values(expected.substring(0, equals)))
          .as(expected)
          .containsExactly(expected.substring(equals + 1));
    }
    assertThat(event.objects())
        .contains(
            "edgeDeviceDetails",
            "tlsDetails",
            "addendum",
            "insightDetails",
            "eventContext",
            "eventContext.requestContext",
            "resources")
        .doesNotContain("userIdentity", "eventContext.tagContext");
    assertThat(event.values("account")).containsExactly("111122223333", "444455556666");
  }

  @Test
  void identity_isReadByEveryPath() throws Exception {
    EnrichedEvent event =
        enrich(
            """
            {"userIdentity":{"type":"IdentityCenterUser","accountId":"123456789012","accessKeyId":"",
             "credentialId":"c","identityProvider":"p","onBehalfOf":{"userId":"u","identityStoreArn":"s"},
             "inScopeOf":{"issuerType":"t","credentialsIssuedTo":
               "arn:aws:ec2:us-west-2:123456789012:instance/i-0123456789abcdef0","sourceArn":"a",
               "sourceAccount":"111122223333"},
             "invokedByDelegate":{"accountId":"444455556666"},
             "sessionContext":{"sourceIdentity":"Alice","ec2RoleDelivery":"2.0",
               "attributes":{"creationDate":"2026-11-23T00:00:00Z","mfaAuthenticated":"false"},
               "sessionIssuer":{"type":"Role","principalId":"AROA","arn":"r","accountId":"123456789012",
                 "userName":"Deployer"},
               "webIdFederationData":{"federatedProvider":"accounts.google.com",
                 "attributes":{"accounts.google.com:aud":"client","n":7}}}}}
            """);
    assertThat(event.values("userIdentity.onBehalfOf.userId")).containsExactly("u");
    assertThat(event.values("userIdentity.onBehalfOf.identityStoreArn")).containsExactly("s");
    assertThat(event.values("userIdentity.credentialId")).containsExactly("c");
    assertThat(event.values("userIdentity.inScopeOf.sourceArn")).containsExactly("a");
    assertThat(event.values("userIdentity.invokedByDelegate.accountId"))
        .containsExactly("444455556666");
    String session = "userIdentity.sessionContext.";
    assertThat(event.values(session + "sourceIdentity")).containsExactly("Alice");
    assertThat(event.values(session + "ec2RoleDelivery")).containsExactly("2.0");
    assertThat(event.values(session + "attributes.mfaAuthenticated")).containsExactly("false");
    assertThat(event.values(session + "sessionIssuer.userName")).containsExactly("Deployer");
    assertThat(event.values(session + "webIdFederationData.attributes"))
        .containsExactly("accounts.google.com:aud=client", "n=7");
    assertThat(event.values("instance")).containsExactly("i-0123456789abcdef0");
    assertThat(event.values("principal")).containsExactly("r", "u");
    assertThat(event.values("account"))
        .containsExactly("123456789012", "111122223333", "444455556666");
    assertThat(event.values("accessKey")).isEmpty();
    assertThat(event.resources()).isEmpty();
  }

  @Test
  void userName_isThatOfTheEventHistory() throws Exception {
    String identity = "{\"userIdentity\":{\"type\":\"%s\",%s}}";
    assertThat(enrich(identity.formatted("Root", "\"arn\":\"arn:aws:iam::1:root\"")).userName())
        .contains("root");
    assertThat(enrich(identity.formatted("IAMUser", "\"userName\":\"Alice\"")).userName())
        .contains("Alice");
    assertThat(
            enrich(
                    identity.formatted(
                        "AssumedRole", "\"arn\":\"arn:aws:sts::1:assumed-role/Deployer/ci\""))
                .userName())
        .contains("ci");
    assertThat(
            enrich(identity.formatted("AWSService", "\"invokedBy\":\"ec2.amazonaws.com\""))
                .userName())
        .contains("ec2.amazonaws.com");
    assertThat(enrich("{}").userName()).isEmpty();
  }

  @Test
  void ownEvents_areFoundByWhatTheServerAdds() throws Exception {
    EnrichedEvent event =
        enrich(
            """
            {"eventSource":"workspaces.amazonaws.com","eventName":"CreateWorkspaces",
             "additionalEventData":{"userSid":"%s","directoryId":"d-1234abcd01",
               "volumeIds":["vol-1234abcd","vol-0123456789abcdef0"]}}
            """
                .formatted(SID));
    assertThat(event.values("sid")).containsExactly(SID);
    assertThat(event.values("directory")).containsExactly("d-1234abcd01");
    assertThat(event.values("volume")).containsExactly("vol-1234abcd", "vol-0123456789abcdef0");
    assertThat(event.resources())
        .containsExactly(
            new EventResource("AWS::DirectoryService::User", SID),
            new EventResource("AWS::DirectoryService::MicrosoftAD", "d-1234abcd01"),
            new EventResource("AWS::EC2::Volume", "vol-1234abcd"),
            new EventResource("AWS::EC2::Volume", "vol-0123456789abcdef0"));
  }

  @Test
  void lookIntoTheTrail_isNoUseOfWhatItLooksFor() throws Exception {
    String record =
        """
        {"eventSource":"%s","eventName":"%s","userIdentity":{"type":"IAMUser","userName":"Eve"},
         "requestParameters":{"lookupAttributes":[{"attributeValue":"vol-1234abcd"}],"q":"%s"}}""";
    for (String source :
        List.of(
            "cloudtrail.amazonaws.com LookupEvents",
            "keytrail.local SearchEvents",
            "keytrail.local ExportEvents")) {
      String[] names = source.split(" ");
      EnrichedEvent event = enrich(record.formatted(names[0], names[1], SID));
      assertThat(event.values("volume")).as(source).isEmpty();
      assertThat(event.values("sid")).as(source).isEmpty();
      assertThat(event.resources()).as(source).isEmpty();
      assertThat(event.values("eventName")).as("still on record").containsExactly(names[1]);
    }
    EnrichedEvent other = enrich(record.formatted("ec2.amazonaws.com", "LookupEvents", SID));
    assertThat(other.values("volume")).containsExactly("vol-1234abcd");
  }

  @Test
  void resources_haveTypes_fromTheRecordTheArnTheShapeOrTheMember() throws Exception {
    EnrichedEvent reEncrypt =
        enrich(
            """
            {"eventSource":"kms.amazonaws.com","requestParameters":{"destinationKeyId":"alias/b"},
             "resources":[{"ARN":"%s","type":"AWS::KMS::Key"},{"ARN":"%s2"}]}
            """
                .formatted(KEY, KEY));
    assertThat(reEncrypt.resources())
        .containsExactly(
            new EventResource("AWS::KMS::Key", KEY),
            new EventResource("AWS::KMS::Key", KEY + "2"),
            new EventResource("AWS::KMS::Alias", "alias/b"));
    assertThat(reEncrypt.values("key")).contains(KEY, KEY + "2");
    assertThat(reEncrypt.values("resourceName")).as("each name stands once").isEmpty();
    assertThat(
            enrich(
                    """
                    {"eventSource":"iam.amazonaws.com","requestParameters":{"userName":"Bob"},
                     "responseElements":{"accessKey":{"accessKeyId":"AKIAIOSFODNN7EXAMPLE"}}}
                    """)
                .resources())
        .containsExactly(
            new EventResource("AWS::IAM::User", "Bob"),
            new EventResource("AWS::IAM::AccessKey", "AKIAIOSFODNN7EXAMPLE"));
    assertThat(
            enrich("{\"eventSource\":\"x\",\"requestParameters\":{\"userName\":\"Bob\"}}")
                .resources())
        .isEmpty();
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
