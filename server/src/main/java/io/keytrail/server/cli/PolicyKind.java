package io.keytrail.server.cli;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import io.keytrail.policy.ast.DocumentKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The kinds of policy documents, as the command line names them.
enum PolicyKind {
  AUTO(Optional.empty()),
  IDENTITY(Optional.of(DocumentKind.IDENTITY)),
  KEY(Optional.of(DocumentKind.KEY)),
  TRUST(Optional.of(DocumentKind.TRUST)),
  RESOURCE(Optional.of(DocumentKind.RESOURCE)),
  SCP(Optional.of(DocumentKind.SERVICE_CONTROL)),
  RCP(Optional.of(DocumentKind.RESOURCE_CONTROL)),
  ENDPOINT(Optional.of(DocumentKind.VPC_ENDPOINT));

  private final Optional<DocumentKind> kind;

  PolicyKind(Optional<DocumentKind> kind) {
    this.kind = kind;
  }

  /// The kind of a document: the one that was named, or the one it looks like. Without principals
  /// it is an identity policy; with them a trust policy if it has no resource, a key policy if all
  /// its actions are of kms, else another resource policy.
  DocumentKind of(String text) {
    return kind.orElseGet(() -> guess(text));
  }

  private static DocumentKind guess(String text) {
    try {
      JsonValue root = StrictJson.parse(text.getBytes(StandardCharsets.UTF_8), Limits.REQUEST);
      return guess(statements(root));
    } catch (JsonSyntaxException _) {
      // Whatever it is, it is going to be refused with its place.
      return DocumentKind.IDENTITY;
    }
  }

  private static DocumentKind guess(List<JsonObject> statements) {
    if (statements.stream().noneMatch(one -> has(one, "Principal"))) {
      return DocumentKind.IDENTITY;
    }
    if (statements.stream().noneMatch(one -> has(one, "Resource"))) {
      return DocumentKind.TRUST;
    }
    List<String> actions = statements.stream().flatMap(one -> actions(one).stream()).toList();
    return !actions.isEmpty() && actions.stream().allMatch(PolicyKind::isKms)
        ? DocumentKind.KEY
        : DocumentKind.RESOURCE;
  }

  private static boolean has(JsonObject statement, String element) {
    return statement.member(element).isPresent() || statement.member("Not" + element).isPresent();
  }

  private static boolean isKms(String action) {
    return action.length() > 4
        && "kms:"
            .contentEquals(
                action
                    .substring(0, 4)
                    .chars()
                    .map(c -> c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c)
                    .collect(
                        StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append));
  }

  private static List<JsonObject> statements(JsonValue root) {
    List<JsonObject> statements = new ArrayList<>();
    JsonValue statement =
        root instanceof JsonObject object
            ? object.member("Statement").orElse(JsonArray.EMPTY)
            : JsonArray.EMPTY;
    if (statement instanceof JsonObject lone) {
      statements.add(lone);
    } else if (statement instanceof JsonArray(List<JsonValue> elements)) {
      elements.forEach(
          one -> {
            if (one instanceof JsonObject object) {
              statements.add(object);
            }
          });
    }
    return statements;
  }

  private static List<String> actions(JsonObject statement) {
    List<String> actions = new ArrayList<>();
    JsonValue written =
        statement.member("Action").or(() -> statement.member("NotAction")).orElse(JsonArray.EMPTY);
    if (written instanceof JsonString(String lone)) {
      actions.add(lone);
    } else if (written instanceof JsonArray(List<JsonValue> elements)) {
      elements.forEach(
          one -> {
            if (one instanceof JsonString(String text)) {
              actions.add(text);
            }
          });
    }
    return actions;
  }
}
