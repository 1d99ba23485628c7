package io.keytrail.audit.event;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonBool;
import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.audit.schema.Ascii;
import io.keytrail.audit.schema.ResourceIds;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Computes the derived fields of one record. KMS truth lies in odd places (a grant's id in the
/// response, a key's ARN only in `resources`, the SID inside one bracketed string), so ids are
/// found by their shape wherever the request, the response or the identity holds them. Confined to
/// one thread.
final class DerivedFields {
  private static final String RESOURCES = "resources";
  private static final List<String> SEARCHED =
      List.of(
          "requestParameters",
          "responseElements",
          "additionalEventData",
          "serviceEventDetails",
          RESOURCES);
  private static final Set<String> CONTEXTS =
      Set.of(
          "encryptionContext",
          "sourceEncryptionContext",
          "destinationEncryptionContext",
          "encryptionContextSubset",
          "encryptionContextEquals");
  private static final Set<String> KEY_NAMES =
      Set.of(
          "keyid",
          "kmskeyid",
          "kmsmasterkeyid",
          "ssekmskeyid",
          "sourcekeyid",
          "destinationkeyid",
          "targetkeyid",
          "volumeencryptionkey",
          "encryptionkeyid");

  private final FieldValues values;

  DerivedFields(FieldValues values) {
    this.values = values;
  }

  void add(JsonObject record, JsonObject identity, Optional<EvaluatedRequest> evaluated) {
    String service = record.string("eventSource").map(DerivedFields::service).orElse("");
    record.member(RESOURCES).ifPresent(this::named);
    boolean question = isQuestion(record);
    for (String member : SEARCHED) {
      if (question && member.equals("requestParameters")) {
        continue;
      }
      record
          .member(member)
          .ifPresent(value -> walk(member.equals(RESOURCES) ? "" : service, member, value));
    }
    evaluated.ifPresent(request -> evaluated(service, request));
    walk("", "userIdentity", identity);
    new CallerFields(values).add(identity);
    new AccountFields(values).add(record, identity);
    values.addUnlessEmpty("service", service);
    if (!values.has("decision")) {
      decision(record).ifPresent(decision -> values.add("decision", decision));
    }
  }

  /// A look into the trail names what it looks for, and touches none of it: it must not be found as
  /// something that happened to a volume or a user. It stays an event that is found by its name.
  private static boolean isQuestion(JsonObject record) {
    String name = record.string("eventName").orElse("");
    return switch (record.string("eventSource").orElse("")) {
      case "cloudtrail.amazonaws.com" -> name.equals("LookupEvents");
      case "keytrail.local" -> name.equals("SearchEvents") || name.equals("ExportEvents");
      default -> false;
    };
  }

  /// What the record itself calls resources: their types are its own, where it gives them.
  private void named(JsonValue resources) {
    if (resources instanceof JsonArray(var elements)) {
      for (JsonValue element : elements) {
        if (element instanceof JsonObject resource) {
          String arn = resource.string("ARN").or(() -> resource.string("ARNPrefix")).orElse("");
          Optional<String> type = resource.string("type").filter(text -> !text.isEmpty());
          values.resource(type.or(() -> ResourceTypes.ofArn(arn)).orElse(""), arn);
        }
      }
    }
  }

  /// Depth is bounded by what the JSON reader let through.
  ///
  /// @param service whose names of members mean resources; empty: nothing here is one
  private void walk(String service, String name, JsonValue value) {
    switch (value) {
      case JsonString(String text) -> text(service, name, text);
      case JsonArray(var elements) -> elements.forEach(element -> walk(service, name, element));
      case JsonObject object -> {
        if (CONTEXTS.contains(name)) {
          context(object);
        }
        object.members().forEach((member, inner) -> walk(service, member, inner));
      }
      case JsonNumber _, JsonBool _, JsonNull _ -> {}
    }
  }

  private void context(JsonObject pairs) {
    pairs
        .members()
        .forEach(
            (key, value) -> {
              switch (value) {
                case JsonString(String text) -> values.pair(key, text);
                case JsonNull _ -> {}
                case JsonObject _, JsonArray _, JsonNumber _, JsonBool _ ->
                    values.pair(key, JsonWriter.toText(value));
              }
            });
  }

  private void text(String service, String name, String text) {
    id(service, text);
    int last = Math.max(text.lastIndexOf('/'), text.lastIndexOf(':'));
    if (last >= 0) {
      id(service, text.substring(last + 1));
    }
    if (text.startsWith("arn:")) {
      kmsArn(text);
    }
    String folded = Ascii.lower(name);
    if (folded.equals("grantid")) {
      values.addUnlessEmpty("grant", text);
    } else if (KEY_NAMES.contains(folded) || folded.equals("aliasname")) {
      keyOrAlias(text);
    }
    if (!service.isEmpty()) {
      ResourceTypes.of(service, folded, text).ifPresent(type -> values.resource(type, text));
    }
  }

  private void id(String service, String text) {
    ResourceIds.fieldOf(text)
        .ifPresent(
            field -> {
              values.add(field, text);
              resource(service, text);
            });
    ResourceIds.sidAndDirectory(text)
        .ifPresent(
            pair -> {
              values.add("sid", pair.sid());
              values.add("directory", pair.directory());
              resource(service, pair.sid());
              resource(service, pair.directory());
            });
  }

  private void resource(String service, String id) {
    if (!service.isEmpty()) {
      values.resource(ResourceTypes.ofId(id).orElse(""), id);
    }
  }

  private void keyOrAlias(String text) {
    if (text.startsWith("alias/")) {
      values.add("alias", text);
    } else if (ResourceIds.isKeyId(text)) {
      values.add("key", text);
    }
  }

  /// `arn:aws:kms:REGION:ACCOUNT:key/ID` and `…:alias/NAME`: found by the whole ARN and by the
  /// part at the end.
  private void kmsArn(String arn) {
    int start = 0;
    for (int colons = 0; colons < 5; colons++) {
      int colon = arn.indexOf(':', start);
      if (colon < 0 || (colons == 2 && !arn.startsWith("kms:", start))) {
        return;
      }
      start = colon + 1;
    }
    String resource = arn.substring(start);
    if (resource.startsWith("key/")) {
      values.add("key", arn);
      values.addUnlessEmpty("key", resource.substring("key/".length()));
    } else if (resource.startsWith("alias/")) {
      values.add("alias", arn);
      values.add("alias", resource);
    }
  }

  private void evaluated(String service, EvaluatedRequest request) {
    for (EvaluatedCheck check : request.checks()) {
      check.question().encryptionContext().forEach(values::pair);
      check.question().encryptionContext().forEach((key, text) -> text(service, key, text));
      text(service, "resource", check.question().resource());
    }
    values.add("decision", request.decision());
  }

  private static String service(String eventSource) {
    String suffix = ".amazonaws.com";
    return eventSource.endsWith(suffix)
        ? eventSource.substring(0, eventSource.length() - suffix.length())
        : eventSource;
  }

  /// AWS's own records say it in the message only, and not in all of them. A dry run fails with
  /// this very error where the call would have been allowed.
  private static Optional<String> decision(JsonObject record) {
    String code = record.string("errorCode").orElse("");
    if (code.startsWith("DryRunOperation")) {
      return Optional.of("allowed");
    }
    boolean denied = code.startsWith("AccessDenied") || code.endsWith("UnauthorizedOperation");
    String message = record.string("errorMessage").orElse("");
    if (!denied) {
      return Optional.empty();
    }
    if (message.contains("with an explicit deny")) {
      return Optional.of("explicitDeny");
    }
    return message.contains("because no ") ? Optional.of("implicitDeny") : Optional.empty();
  }
}
