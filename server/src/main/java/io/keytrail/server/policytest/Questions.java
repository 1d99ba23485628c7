package io.keytrail.server.policytest;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes the body of a simulation of a test: its own members over those of `with`, over the file's
/// `defaults`.
final class Questions {
  static final List<String> MEMBERS =
      List.of("principal", "action", "resource", "context", "encryptionContext", "grantTokens");

  private final Optional<Doc> defaults;
  private final Optional<Doc> now;
  private final Principals names;
  private final SuitePolicies policies;

  private Questions(
      Optional<Doc> defaults, Optional<Doc> now, Principals names, SuitePolicies policies) {
    this.defaults = defaults;
    this.now = now;
    this.names = names;
    this.policies = policies;
  }

  static Questions of(Doc root, Principals names, SuitePolicies policies) throws InvalidSuite {
    Optional<Doc> defaults = root.get("defaults");
    if (defaults.isPresent()) {
      defaults.get().object(MEMBERS);
    }
    return new Questions(defaults, root.get("now"), names, policies);
  }

  JsonObject body(Doc test) throws InvalidSuite {
    return body(test, names.full(text(test, "principal")), text(test, "action"));
  }

  JsonObject body(Doc test, String principal, String action) throws InvalidSuite {
    return body(test, principal, action, resource(find(test, "resource")));
  }

  JsonObject body(Doc test, String principal, String action, String resource) throws InvalidSuite {
    JsonObject.Builder request =
        JsonObject.builder()
            .put("principal", principal)
            .put("action", action)
            .put("resource", resource)
            .put("context", context(test))
            .put("encryptionContext", merged(test, "encryptionContext"));
    Optional<Doc> tokens = find(test, "grantTokens");
    if (tokens.isPresent()) {
      request.put("grantTokens", JsonArray.ofStrings(tokens.get().texts()));
    }
    return JsonObject.builder()
        .put("request", request.build())
        .put("policies", policies.of(principal, resource))
        .build();
  }

  String fullPrincipal(String text) {
    return names.full(text);
  }

  /// `key` is the suite's key, and what is asked about if nothing is said.
  String resource(Optional<Doc> given) throws InvalidSuite {
    String text = given.isPresent() ? given.get().text() : "key";
    if (!text.equals("key")) {
      return text;
    }
    Optional<String> key = policies.keyArn();
    if (key.isEmpty()) {
      return "*";
    }
    return key.get();
  }

  private String text(Doc test, String name) throws InvalidSuite {
    Optional<Doc> found = find(test, name);
    if (found.isEmpty()) {
      throw test.wrong("the test has no `" + name + "`", "say it here or under `defaults`");
    }
    return found.get().text();
  }

  private Optional<Doc> find(Doc test, String name) {
    return test.get(name)
        .or(() -> test.get("with").flatMap(with -> with.get(name)))
        .or(() -> defaults.flatMap(some -> some.get(name)));
  }

  private JsonObject context(Doc test) throws InvalidSuite {
    Map<String, JsonValue> context = new LinkedHashMap<>();
    if (now.isPresent()) {
      context.put("aws:CurrentTime", new JsonString(now.get().text()));
    }
    context.putAll(merged(test, "context").members());
    return new JsonObject(context);
  }

  /// A key set to null is taken out of the defaults.
  private JsonObject merged(Doc test, String name) throws InvalidSuite {
    Map<String, JsonValue> merged = new LinkedHashMap<>();
    for (Optional<Doc> layer :
        List.of(
            defaults.flatMap(some -> some.get(name)),
            test.get("with").flatMap(with -> with.get(name)),
            test.get(name))) {
      if (layer.isPresent()) {
        for (Map.Entry<String, Doc> one : layer.get().members().entrySet()) {
          JsonValue value = one.getValue().value();
          if (value == io.keytrail.audit.json.JsonNull.NULL) {
            merged.remove(one.getKey());
          } else {
            merged.put(
                one.getKey(),
                value instanceof JsonArray ? value : new JsonString(one.getValue().text()));
          }
        }
      }
    }
    return new JsonObject(merged);
  }
}
