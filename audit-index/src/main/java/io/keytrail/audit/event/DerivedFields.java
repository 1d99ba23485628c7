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
  private static final List<String> SEARCHED =
      List.of(
          "requestParameters",
          "responseElements",
          "additionalEventData",
          "serviceEventDetails",
          "resources",
          "userIdentity");
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
          "sourcekeyid",
          "destinationkeyid",
          "targetkeyid",
          "volumeencryptionkey",
          "encryptionkeyid");
  private static final String INFRASTRUCTURE = "aws:ec2-infrastructure";

  private final FieldValues values;

  DerivedFields(FieldValues values) {
    this.values = values;
  }

  void add(JsonObject record, JsonObject identity, Optional<EvaluatedRequest> evaluated) {
    for (String member : SEARCHED) {
      record.member(member).ifPresent(value -> walk(member, value));
    }
    evaluated.ifPresent(this::evaluated);
    principal(identity);
    accounts(record, identity);
    identity.string("accessKeyId").ifPresent(id -> values.addUnlessEmpty("accessKey", id));
    record
        .string("eventSource")
        .ifPresent(source -> values.addUnlessEmpty("service", service(source)));
    if (!values.has("decision")) {
      decision(record).ifPresent(decision -> values.add("decision", decision));
    }
  }

  /// Depth is bounded by what the JSON reader let through.
  private void walk(String name, JsonValue value) {
    switch (value) {
      case JsonString(String text) -> text(name, text);
      case JsonArray(var elements) -> elements.forEach(element -> walk(name, element));
      case JsonObject object -> {
        if (CONTEXTS.contains(name)) {
          context(object);
        }
        object.members().forEach(this::walk);
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

  private void text(String name, String text) {
    id(text);
    int last = Math.max(text.lastIndexOf('/'), text.lastIndexOf(':'));
    if (last >= 0) {
      id(text.substring(last + 1));
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
  }

  private void id(String text) {
    ResourceIds.fieldOf(text).ifPresent(field -> values.add(field, text));
    ResourceIds.sidAndDirectory(text)
        .ifPresent(
            pair -> {
              values.add("sid", pair.sid());
              values.add("directory", pair.directory());
            });
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

  private void evaluated(EvaluatedRequest request) {
    for (EvaluatedCheck check : request.checks()) {
      check.question().encryptionContext().forEach(values::pair);
      check.question().encryptionContext().forEach(this::text);
      text("resource", check.question().resource());
    }
    values.add("decision", request.decision());
  }

  private void principal(JsonObject identity) {
    identity.string("arn").ifPresent(arn -> values.addUnlessEmpty("principal", arn));
    identity
        .object("sessionContext")
        .flatMap(session -> session.object("sessionIssuer"))
        .flatMap(issuer -> issuer.string("arn"))
        .ifPresent(arn -> values.addUnlessEmpty("principal", arn));
    if (!values.has("principal")) {
      identity
          .string("invokedBy")
          .or(() -> identity.string("principalId"))
          .ifPresent(name -> values.addUnlessEmpty("principal", name));
    }
    identity
        .string("principalId")
        .filter(id -> id.contains(INFRASTRUCTURE))
        .ifPresent(id -> values.add("principal", id));
  }

  private void accounts(JsonObject record, JsonObject identity) {
    record.string("recipientAccountId").ifPresent(this::account);
    identity.string("accountId").ifPresent(this::account);
    if (record.members().get("resources") instanceof JsonArray(var resources)) {
      for (JsonValue resource : resources) {
        if (resource instanceof JsonObject object) {
          object.string("accountId").ifPresent(this::account);
        }
      }
    }
  }

  private void account(String text) {
    if (ResourceIds.isAccount(text)) {
      values.add("account", text);
    }
  }

  private static String service(String eventSource) {
    String suffix = ".amazonaws.com";
    return eventSource.endsWith(suffix)
        ? eventSource.substring(0, eventSource.length() - suffix.length())
        : eventSource;
  }

  /// AWS's own records say it in the message only, and not in all of them.
  private static Optional<String> decision(JsonObject record) {
    String code = record.string("errorCode").orElse("");
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
