package io.keytrail.audit.event;

import io.keytrail.audit.json.JsonObject;
import java.util.Optional;

/// Who called: the derived fields that come from `userIdentity`. Confined to one thread.
final class CallerFields {
  private static final String INFRASTRUCTURE = "aws:ec2-infrastructure";

  private final FieldValues values;

  CallerFields(FieldValues values) {
    this.values = values;
  }

  void add(JsonObject identity) {
    identity.string("accessKeyId").ifPresent(id -> values.addUnlessEmpty("accessKey", id));
    principal(identity);
    otherUserName(identity).ifPresent(name -> values.addUnlessEmpty("userName", name));
  }

  private void principal(JsonObject identity) {
    identity.string("arn").ifPresent(arn -> values.addUnlessEmpty("principal", arn));
    identity
        .object("sessionContext")
        .flatMap(session -> session.object("sessionIssuer"))
        .flatMap(issuer -> issuer.string("arn"))
        .ifPresent(arn -> values.addUnlessEmpty("principal", arn));
    onBehalfOf(identity).ifPresent(user -> values.addUnlessEmpty("principal", user));
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

  /// What CloudTrail's event history shows as the user where the identity has no `userName`: the
  /// root user is `root`, a session goes under its own name.
  private static Optional<String> otherUserName(JsonObject identity) {
    String type = identity.string("type").orElse("");
    if (identity.string("userName").isPresent() && !type.equals("Root")) {
      return Optional.empty();
    }
    return switch (type) {
      case "Root" -> Optional.of("root");
      case "AssumedRole", "FederatedUser" ->
          identity
              .string("arn")
              .map(arn -> arn.substring(arn.lastIndexOf('/') + 1))
              .or(() -> afterColon(identity));
      default ->
          onBehalfOf(identity)
              .or(() -> identity.string("invokedBy"))
              .or(() -> afterColon(identity));
    };
  }

  private static Optional<String> onBehalfOf(JsonObject identity) {
    return identity.object("onBehalfOf").flatMap(user -> user.string("userId"));
  }

  private static Optional<String> afterColon(JsonObject identity) {
    return identity.string("principalId").map(id -> id.substring(id.lastIndexOf(':') + 1));
  }
}
