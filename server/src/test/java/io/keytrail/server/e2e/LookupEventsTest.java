package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keytrail.audit.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.CloudTrailException;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.InvalidEventCategoryException;
import software.amazon.awssdk.services.cloudtrail.model.InvalidLookupAttributesException;
import software.amazon.awssdk.services.cloudtrail.model.InvalidMaxResultsException;
import software.amazon.awssdk.services.cloudtrail.model.InvalidNextTokenException;
import software.amazon.awssdk.services.cloudtrail.model.InvalidTimeRangeException;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;

/// CloudTrail's LookupEvents by the AWS SDK.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LookupEventsTest {
  private static final String SID = "S-1-5-21-277731876-1789304096-451871588-1107";
  private static final String DIRECTORY = "d-1234abcd01";
  private static final String VOLUME = "vol-1234abcd";
  private static final int CALLS = 5;

  private TestServer server;
  private CloudTrailClient trail;
  private String key = "";

  /// A key is made, and gives data keys for one user's volume.
  @BeforeAll
  void start() throws Exception {
    server = TestServer.start();
    trail = server.cloudTrail(server.root());
    Map<String, String> context =
        Map.of(
            "aws:workspaces:sid-directoryid",
            "[" + SID + "]@[" + DIRECTORY + "]",
            "aws:ebs:id",
            VOLUME);
    long seq = 0;
    try (KmsClient kms = server.kms(server.root())) {
      key = kms.createKey().keyMetadata().arn();
      for (int i = 0; i < CALLS; i++) {
        seq =
            TestServer.seq(
                kms.generateDataKey(
                    r -> r.keyId(key).keySpec(DataKeySpec.AES_256).encryptionContext(context)));
      }
    }
    assertThat(server.records("seq = " + seq, seq)).hasSize(1);
  }

  @AfterAll
  void stop() throws Exception {
    trail.close();
    server.close();
  }

  private static LookupAttribute attribute(String name, String value) {
    return LookupAttribute.builder().attributeKey(name).attributeValue(value).build();
  }

  private List<Event> found(LookupAttribute... attributes) {
    return trail.lookupEvents(r -> r.lookupAttributes(attributes)).events();
  }

  @Test
  void eventOfTheHistory_saysWhatCloudTrailSays() throws Exception {
    Event event =
        found(attribute("EventName", "GenerateDataKey"), attribute("ResourceName", VOLUME))
            .getFirst();
    assertThat(event.eventSource()).isEqualTo("kms.amazonaws.com");
    assertThat(event.readOnly()).isEqualTo("true");
    assertThat(event.username()).isEqualTo("root");
    assertThat(event.accessKeyId()).isEqualTo(server.root().accessKeyId());
    assertThat(event.resources())
        .extracting(r -> r.resourceType() + " " + r.resourceName())
        .contains(
            "AWS::KMS::Key " + key,
            "AWS::EC2::Volume " + VOLUME,
            "AWS::DirectoryService::MicrosoftAD " + DIRECTORY,
            "AWS::DirectoryService::User " + SID);
    JsonObject record = TestServer.json(event.cloudTrailEvent());
    assertThat(record.string("eventID")).contains(event.eventId());
    assertThat(Instant.parse(record.string("eventTime").orElseThrow()))
        .isEqualTo(event.eventTime());
  }

  @Test
  void everyAttribute_finds_andNothingElse() throws Exception {
    for (LookupAttribute one :
        List.of(
            attribute("ResourceName", SID),
            attribute("ResourceName", DIRECTORY),
            attribute("ResourceName", VOLUME),
            attribute("ResourceType", "AWS::EC2::Volume"))) {
      assertThat(found(one)).as(one.toString()).hasSize(CALLS);
    }
    assertThat(found(attribute("ResourceName", key))).hasSize(CALLS + 1);
    assertThat(found(attribute("EventName", "CreateKey"))).hasSize(1);
    assertThat(found(attribute("EventSource", "kms.amazonaws.com"))).hasSize(CALLS + 1);
    assertThat(found(attribute("ReadOnly", "false"), attribute("EventSource", "kms.amazonaws.com")))
        .extracting(Event::eventName)
        .containsExactly("CreateKey");
    assertThat(found(attribute("Username", "root"))).hasSizeGreaterThanOrEqualTo(CALLS);
    assertThat(found(attribute("AccessKeyId", server.root().accessKeyId())))
        .hasSizeGreaterThanOrEqualTo(CALLS);
    String id = found(attribute("EventName", "CreateKey")).getFirst().eventId();
    assertThat(found(attribute("EventId", id))).hasSize(1);
    for (LookupAttribute none :
        List.of(
            attribute("ResourceName", "vol-1234abce"),
            attribute("ResourceName", SID + "1"),
            attribute("EventName", "Decrypt"),
            attribute("Username", "Alice"),
            attribute("EventId", "x"))) {
      assertThat(found(none)).as(none.toString()).isEmpty();
    }
  }

  @Test
  void pages_holdEveryEventOnce() {
    List<String> ids =
        trail
            .lookupEventsPaginator(
                r -> r.maxResults(2).lookupAttributes(attribute("ResourceName", VOLUME)))
            .stream()
            .flatMap(page -> page.events().stream())
            .map(Event::eventId)
            .toList();
    assertThat(ids).hasSize(CALLS).doesNotHaveDuplicates();
  }

  @Test
  void token_isGoodForItsParametersOnly() {
    LookupAttribute volume = attribute("ResourceName", VOLUME);
    String token = trail.lookupEvents(r -> r.maxResults(1).lookupAttributes(volume)).nextToken();
    assertThat(
            trail
                .lookupEvents(r -> r.maxResults(50).lookupAttributes(volume).nextToken(token))
                .events())
        .as("smaller or larger pages are fine")
        .hasSize(CALLS - 1);
    assertThatThrownBy(
            () ->
                trail.lookupEvents(
                    r -> r.lookupAttributes(attribute("ResourceName", DIRECTORY)).nextToken(token)))
        .isInstanceOf(InvalidNextTokenException.class);
    assertThatThrownBy(
            () -> trail.lookupEvents(r -> r.lookupAttributes(volume).nextToken("x" + token)))
        .isInstanceOf(InvalidNextTokenException.class);
    assertThatThrownBy(() -> trail.lookupEvents(r -> r.nextToken(token)))
        .isInstanceOf(InvalidNextTokenException.class);
  }

  @Test
  void times_areInclusiveOnBothSides() {
    Instant time = found(attribute("EventName", "CreateKey")).getFirst().eventTime();
    LookupAttribute create = attribute("EventName", "CreateKey");
    assertThat(
            trail
                .lookupEvents(r -> r.lookupAttributes(create).startTime(time).endTime(time))
                .events())
        .hasSize(1);
    assertThat(
            trail
                .lookupEvents(r -> r.lookupAttributes(create).endTime(time.minusSeconds(1)))
                .events())
        .isEmpty();
    assertThatThrownBy(
            () -> trail.lookupEvents(r -> r.startTime(time).endTime(time.minusSeconds(1))))
        .isInstanceOf(InvalidTimeRangeException.class);
  }

  @Test
  void whatDoesNotRead_isRefusedByItsName() {
    for (int size : List.of(0, -1, 51)) {
      assertThatThrownBy(() -> trail.lookupEvents(r -> r.maxResults(size)))
          .as("%d", size)
          .isInstanceOf(InvalidMaxResultsException.class);
    }
    assertThatThrownBy(() -> found(attribute("Colour", "red")))
        .isInstanceOf(InvalidLookupAttributesException.class);
    assertThatThrownBy(() -> found(attribute("ReadOnly", "perhaps")))
        .isInstanceOf(InvalidLookupAttributesException.class);
    assertThatThrownBy(() -> found(attribute("EventName", "x".repeat(2_001))))
        .isInstanceOf(InvalidLookupAttributesException.class);
    assertThatThrownBy(() -> trail.lookupEvents(r -> r.eventCategory("management")))
        .isInstanceOf(InvalidEventCategoryException.class);
    assertThat(trail.lookupEvents(r -> r.eventCategory("insight")).events()).isEmpty();
  }

  @Test
  void whoMayNot_isRefused_whoMay_sees() throws Exception {
    AwsBasicCredentials nobody = server.user("Nobody");
    AwsBasicCredentials auditor =
        server.user(
            "Auditor",
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
                + "\"Action\":\"cloudtrail:LookupEvents\",\"Resource\":\"*\"}}");
    LookupAttribute volume = attribute("ResourceName", VOLUME);
    try (CloudTrailClient refused = server.cloudTrail(nobody);
        CloudTrailClient allowed = server.cloudTrail(auditor)) {
      assertThatThrownBy(() -> refused.lookupEvents(r -> r.lookupAttributes(volume)))
          .isInstanceOfSatisfying(
              CloudTrailException.class,
              e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"));
      assertThat(allowed.lookupEvents(r -> r.lookupAttributes(volume)).events()).hasSize(CALLS);
    }
  }
}
