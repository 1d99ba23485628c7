package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.policy.eval.Decision;
import io.keytrail.policy.eval.PolicyType;
import io.keytrail.policy.explain.Explanation;
import java.util.Arrays;
import java.util.List;

/// The OpenAPI descriptions of the simulator's doors.
final class SimulateApi {
  private static final JsonObject TEXT = type("string");
  private static final JsonObject ANY_OBJECT = type("object");
  private static final JsonObject TRUTH =
      anyOf(type("boolean"), enumeration(List.of("error", "unknown")));
  private static final JsonObject DOCUMENT =
      described(
          anyOf(ANY_OBJECT, TEXT),
          "A policy document, its JSON text, or an object with `name` and `document`");
  private static final JsonObject DOCUMENTS = list(DOCUMENT);
  private static final JsonObject LEVELS = list(DOCUMENTS);
  private static final JsonObject CONTEXT =
      type("object", "additionalProperties", anyOf(TEXT, list(TEXT)));
  private static final JsonObject UNKNOWN =
      described(
          anyOf(list(TEXT), enumeration(List.of("rest"))),
          "Context keys whose values are not known, or `rest` for all that are not given");
  private static final JsonObject SNAPSHOT =
      described(TEXT, "Decide by the policies of a kept snapshot: its id, or `latest`");
  private static final JsonObject EXPLANATION =
      open(
          object(
              "kind",
                  enumeration(
                      Arrays.stream(Explanation.Kind.values())
                          .map(Explanation.Kind::wireName)
                          .toList()),
              "label", TEXT,
              "holds", TRUTH,
              "ref", ANY_OBJECT,
              "expected", TEXT,
              "actual", TEXT,
              "because", list(ANY_OBJECT)));

  private SimulateApi() {}

  static JsonObject simulate() {
    JsonObject request =
        object(
            "principal", TEXT,
            "action", TEXT,
            "resource", TEXT,
            "resourceAccount", TEXT,
            "context", CONTEXT,
            "encryptionContext", type("object", "additionalProperties", TEXT),
            "grantTokens", list(TEXT),
            "unknownContext", UNKNOWN);
    JsonObject policies =
        object(
            "identity", DOCUMENTS,
            "permissionsBoundary", DOCUMENTS,
            "session", DOCUMENTS,
            "resource", DOCUMENT,
            "grants", list(ANY_OBJECT),
            "serviceControl", LEVELS,
            "resourceControl", LEVELS,
            "vpcEndpoint", DOCUMENTS);
    return operation(
        "simulate",
        "Decide a request under given or stored policies, and explain the decision",
        anyOf(
            required(
                object("request", request, "policies", policies, "snapshot", SNAPSHOT), "request"),
            required(
                object("requests", list(request), "policies", policies, "snapshot", SNAPSHOT),
                "requests")),
        anyOf(decision(), required(object("results", list(decision())), "results")));
  }

  static JsonObject evaluate() {
    JsonObject condition = described(anyOf(TEXT, ANY_OBJECT), "A text or a JSON condition block");
    return operation(
        "evaluateCondition",
        "Evaluate a condition on its own",
        required(
            object("condition", condition, "context", CONTEXT, "unknownContext", UNKNOWN),
            "condition"),
        object("holds", TRUTH, "explanation", EXPLANATION));
  }

  static JsonObject translate() {
    JsonObject either =
        object("text", TEXT, "json", described(anyOf(ANY_OBJECT, TEXT), "A JSON condition block"));
    return operation(
        "translateCondition",
        "Translate a condition between its text and its JSON form",
        either,
        object("text", TEXT, "json", ANY_OBJECT));
  }

  static JsonObject check(List<String> kinds) {
    JsonObject place = object("line", type("integer"), "column", type("integer"));
    JsonObject diagnostic =
        object(
            "code", TEXT,
            "severity", enumeration(List.of("error", "warning", "hint")),
            "message", TEXT,
            "help", TEXT,
            "start", place,
            "end", place,
            "pointer", TEXT);
    return operation(
        "checkPolicy",
        "Say what is wrong with a policy's text, and where",
        required(object("kind", enumeration(kinds), "document", TEXT), "kind", "document"),
        object("diagnostics", list(diagnostic)));
  }

  static JsonObject format() {
    return operation(
        "formatPolicy",
        "Lay a policy document out in the one way",
        required(
            object("document", described(anyOf(TEXT, ANY_OBJECT), "A text or an object")),
            "document"),
        object("document", TEXT));
  }

  static JsonObject saveScenario() {
    return operation(
        "saveScenario",
        "Keep a scenario, to share it by its id",
        required(object(SaveScenario.SCENARIO, ANY_OBJECT), SaveScenario.SCENARIO),
        object("id", TEXT));
  }

  static JsonObject getScenario() {
    JsonObject answer =
        JsonObject.builder()
            .put("description", "The scenario")
            .put("content", content(object("id", TEXT, SaveScenario.SCENARIO, ANY_OBJECT)))
            .build();
    return JsonObject.builder()
        .put("operationId", "getScenario")
        .put("summary", "Open a scenario that was shared")
        .put(
            "parameters",
            new JsonArray(
                List.of(
                    JsonObject.builder()
                        .put("name", "id")
                        .put("in", "path")
                        .put("required", true)
                        .put("schema", TEXT)
                        .build())))
        .put("responses", JsonObject.builder().put("200", answer).build())
        .build();
  }

  private static JsonObject decision() {
    return object(
        "decision",
        enumeration(
            Arrays.stream(Decision.Verdict.values()).map(Decision.Verdict::wireName).toList()),
        "allowedIf",
        described(TEXT, "With dependsOn: the condition under which the request is allowed"),
        "blockedBy",
        list(enumeration(Arrays.stream(PolicyType.values()).map(PolicyType::wireName).toList())),
        "decidedBy",
        list(ANY_OBJECT),
        "summary",
        TEXT,
        "missingContext",
        list(TEXT),
        "notes",
        list(TEXT),
        "nearMisses",
        list(nearMiss()),
        "explanation",
        EXPLANATION);
  }

  /// A statement or grant with the members it has in `decidedBy`, and these.
  private static JsonObject nearMiss() {
    JsonObject failed = object("kind", TEXT, "label", TEXT, "expected", TEXT, "actual", TEXT);
    JsonObject change =
        object(
            "of", enumeration(List.of("request", "policy")),
            "text", TEXT,
            "context", CONTEXT,
            "without", list(TEXT),
            "encryptionContext", type("object", "additionalProperties", TEXT),
            "grantTokens", list(TEXT),
            "edits", list(object("pointer", TEXT, "add", TEXT, "replace", TEXT)));
    return open(
        object(
            "type", enumeration(List.of("statement", "grant")),
            "failed", list(failed),
            "change", change,
            "verified", type("boolean")));
  }

  static JsonObject operation(String id, String summary, JsonObject input, JsonObject output) {
    JsonObject answer =
        JsonObject.builder()
            .put("description", "The answer")
            .put("content", content(output))
            .build();
    return JsonObject.builder()
        .put("operationId", id)
        .put("summary", summary)
        .put(
            "requestBody",
            JsonObject.builder().put("required", true).put("content", content(input)).build())
        .put("responses", JsonObject.builder().put("200", answer).build())
        .build();
  }

  static JsonObject content(JsonObject schema) {
    return JsonObject.builder()
        .put("application/json", JsonObject.builder().put("schema", schema).build())
        .build();
  }

  /// A closed object; names and schemas take turns.
  static JsonObject object(Object... namesAndSchemas) {
    JsonObject.Builder properties = JsonObject.builder();
    for (int i = 0; i < namesAndSchemas.length; i += 2) {
      properties.put((String) namesAndSchemas[i], (JsonValue) namesAndSchemas[i + 1]);
    }
    return JsonObject.builder()
        .put("type", "object")
        .put("properties", properties.build())
        .put("additionalProperties", false)
        .build();
  }

  private static JsonObject open(JsonObject schema) {
    return with(schema, "additionalProperties", JsonValue.of(true));
  }

  static JsonObject required(JsonObject schema, String... names) {
    return with(schema, "required", JsonArray.ofStrings(List.of(names)));
  }

  static JsonObject described(JsonObject schema, String description) {
    return with(schema, "description", JsonValue.of(description));
  }

  private static JsonObject with(JsonObject schema, String name, JsonValue value) {
    JsonObject.Builder more = JsonObject.builder();
    schema.members().forEach(more::put);
    return more.put(name, value).build();
  }

  static JsonObject type(String name) {
    return JsonObject.builder().put("type", name).build();
  }

  private static JsonObject type(String name, String member, JsonObject value) {
    return with(type(name), member, value);
  }

  static JsonObject list(JsonObject items) {
    return type("array", "items", items);
  }

  private static JsonObject anyOf(JsonObject... schemas) {
    return JsonObject.builder().put("anyOf", new JsonArray(List.of(schemas))).build();
  }

  private static JsonObject enumeration(List<String> names) {
    return with(type("string"), "enum", JsonArray.ofStrings(names));
  }
}
