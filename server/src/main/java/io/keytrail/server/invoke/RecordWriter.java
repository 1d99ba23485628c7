package io.keytrail.server.invoke;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Writes CloudTrail records. Pure but for its clock and its source of event ids.
///
/// Unlike AWS, a refused call keeps its `requestParameters`, so that refusals are found by SID and
/// volume.
public final class RecordWriter {
  private static final JsonString VERSION = new JsonString("1.11");
  private static final int MAX_AGENT = 1024;

  private final InstantSource clock;
  private final Supplier<String> eventIds;

  /// @param eventIds random UUID texts
  public RecordWriter(InstantSource clock, Supplier<String> eventIds) {
    this.clock = clock;
    this.eventIds = eventIds;
  }

  /// What a record says beside the call itself.
  ///
  /// @param service by its signing name
  /// @param error absent: the call succeeded
  record Content(
      String service,
      String eventName,
      boolean readOnly,
      JsonValue requestParameters,
      Optional<ApiException> error,
      Outcome.Details details,
      List<ResourceRef> resources) {}

  /// The record, and where another account's resource was used, that account's own copy, tied to it
  /// by a `sharedEventID`. A refused call is on record in the caller's account only.
  List<JsonObject> write(Call call, Content content) {
    List<ResourceRef> resources =
        content.details().resources().isEmpty()
            ? content.resources()
            : content.details().resources();
    List<String> recipients = new ArrayList<>(List.of(call.account()));
    if (content.error().isEmpty()) {
      for (ResourceRef resource : resources) {
        if (!recipients.contains(resource.accountId())) {
          recipients.add(resource.accountId());
        }
      }
    }
    Optional<String> shared =
        recipients.size() > 1 ? Optional.of(eventIds.get()) : Optional.empty();
    return recipients.stream()
        .map(account -> one(call, content, resources, account, shared))
        .toList();
  }

  private JsonObject one(
      Call call,
      Content content,
      List<ResourceRef> resources,
      String recipient,
      Optional<String> shared) {
    Map<String, JsonValue> record = new LinkedHashMap<>(32);
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Origin origin = call.caller().origin();
    record.put("eventVersion", VERSION);
    record.put("userIdentity", UserIdentity.of(call.caller()));
    text(record, "eventTime", now.toString());
    text(record, "eventSource", eventSource(content.service()));
    text(record, "eventName", content.eventName());
    text(record, "awsRegion", call.region());
    text(record, "sourceIPAddress", origin.sourceIp());
    text(record, "userAgent", cut(origin.userAgent()));
    content.error().ifPresent(error -> error(record, content.service(), error));
    record.put("requestParameters", content.requestParameters());
    record.put("responseElements", content.details().responseElements().orElse(JsonNull.NULL));
    content
        .details()
        .additionalEventData()
        .ifPresent(data -> record.put("additionalEventData", data));
    text(record, "requestID", call.requestId());
    text(record, "eventID", eventIds.get());
    record.put("readOnly", JsonValue.of(content.readOnly()));
    if (!resources.isEmpty()) {
      record.put(
          "resources", new JsonArray(resources.stream().map(RecordWriter::resource).toList()));
    }
    text(record, "eventType", "AwsApiCall");
    record.put("managementEvent", JsonValue.of(true));
    text(record, "recipientAccountId", recipient);
    shared.ifPresent(id -> text(record, "sharedEventID", id));
    text(record, "eventCategory", "Management");
    if (call.caller().browser().isPresent()) {
      text(record, "sessionCredentialFromConsole", "true");
    }
    return new JsonObject(record);
  }

  /// One event for all requests that one source was refused for one reason in one minute, before
  /// anyone was authenticated.
  JsonObject refusals(RefusalSink.RefusalCount count, String account, String region) {
    Map<String, JsonValue> details = new LinkedHashMap<>();
    text(details, "reason", count.reason());
    details.put("count", JsonValue.of(count.count()));
    text(details, "minute", count.minute().toString());
    Map<String, JsonValue> record = new LinkedHashMap<>();
    record.put("eventVersion", VERSION);
    record.put("userIdentity", JsonObject.builder().put("type", "Unknown").build());
    text(record, "eventTime", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    text(record, "eventSource", eventSource("keytrail"));
    text(record, "eventName", "RefusedRequests");
    text(record, "awsRegion", region);
    text(record, "sourceIPAddress", count.source());
    text(record, "errorCode", count.reason());
    record.put("requestParameters", JsonNull.NULL);
    record.put("responseElements", JsonNull.NULL);
    text(record, "eventID", eventIds.get());
    record.put("readOnly", JsonValue.of(true));
    text(record, "eventType", "AwsServiceEvent");
    record.put("serviceEventDetails", new JsonObject(details));
    text(record, "recipientAccountId", account);
    text(record, "eventCategory", "Management");
    return new JsonObject(record);
  }

  /// CloudTrail's `eventSource` of a service: its endpoint's host name.
  static String eventSource(String service) {
    return switch (service) {
      case "keytrail" -> "keytrail.local";
      case "ds-data" -> "directory-service-data.amazonaws.com";
      default -> service + ".amazonaws.com";
    };
  }

  private static void error(Map<String, JsonValue> record, String service, ApiException error) {
    text(record, "errorCode", errorCode(service, error.code()));
    if (!error.message().isEmpty()) {
      text(record, "errorMessage", cut(error.message()));
    }
  }

  /// Access denial goes under its short name, as CloudTrail has it; all others under the
  /// exception's. EC2's codes say whose fault it was.
  private static String errorCode(String service, ErrorCode code) {
    if (service.equals("ec2")) {
      return Ec2Errors.inTrail(code);
    }
    return code.equals(CommonErrors.ACCESS_DENIED) ? code.queryName() : code.name();
  }

  private static JsonValue resource(ResourceRef resource) {
    Map<String, JsonValue> entry = new LinkedHashMap<>();
    text(entry, "accountId", resource.accountId());
    text(entry, "type", resource.type());
    text(entry, "ARN", resource.arn());
    return new JsonObject(entry);
  }

  /// CloudTrail caps these texts at 1 KB; never in the middle of a surrogate pair.
  private static String cut(String text) {
    if (text.length() <= MAX_AGENT) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MAX_AGENT - 1)) ? MAX_AGENT - 1 : MAX_AGENT;
    return text.substring(0, end);
  }

  private static void text(Map<String, JsonValue> to, String name, String value) {
    to.put(name, new JsonString(value));
  }
}
