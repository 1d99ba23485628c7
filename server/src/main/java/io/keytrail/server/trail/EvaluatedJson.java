package io.keytrail.server.trail;

import io.keytrail.audit.event.EvaluatedCheck;
import io.keytrail.audit.event.EvaluatedCheck.ContextValues;
import io.keytrail.audit.event.EvaluatedCheck.Decider;
import io.keytrail.audit.event.EvaluatedRequest;
import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import java.util.List;
import java.util.Map;

/// The request as it was judged: what AWS does not give its users. Grant tokens stand there as ids
/// of grants; no value in it is a secret.
final class EvaluatedJson {
  private EvaluatedJson() {}

  static JsonObject of(EvaluatedRequest request) {
    return JsonObject.builder()
        .put("decision", request.decision())
        .put(
            "checks",
            new JsonArray(request.checks().stream().<JsonValue>map(EvaluatedJson::check).toList()))
        .build();
  }

  private static JsonObject check(EvaluatedCheck check) {
    EvaluatedCheck.Question question = check.question();
    EvaluatedCheck.Answer answer = check.answer();
    JsonObject.Builder context = JsonObject.builder();
    question.context().forEach((key, values) -> context.put(key, values(values)));
    return JsonObject.builder()
        .put("principal", question.principal().arn())
        .put("principalKind", question.principal().kind())
        .put("action", question.action())
        .put("resource", question.resource())
        .put("resourceAccount", question.resourceAccount())
        .put("context", context.build())
        .put("encryptionContext", texts(question.encryptionContext()))
        .put("grantTokens", JsonArray.ofStrings(question.grantTokens()))
        .put("decision", answer.decision())
        .put("blockedBy", JsonArray.ofStrings(answer.blockedBy()))
        .put(
            "decidedBy",
            new JsonArray(
                answer.deciders().stream().<JsonValue>map(EvaluatedJson::decider).toList()))
        .put("versions", lists(check.versions()))
        .build();
  }

  private static JsonObject decider(Decider decider) {
    return switch (decider) {
      case Decider.Statement statement ->
          JsonObject.builder()
              .put("type", "statement")
              .put("policy", statement.policyType())
              .put("name", statement.policyName())
              .put("version", statement.policyVersion())
              .put("pointer", statement.pointer())
              .put("statement", statement.statement())
              .put("sid", statement.sid())
              .build();
      case Decider.Grant(String id) ->
          JsonObject.builder().put("type", "grant").put("grantId", id).build();
      case Decider.Rule(String rule) ->
          JsonObject.builder().put("type", "rule").put("rule", rule).build();
    };
  }

  private static JsonValue values(ContextValues values) {
    return values.multi()
        ? JsonArray.ofStrings(values.values())
        : new JsonString(values.values().getFirst());
  }

  private static JsonObject texts(Map<String, String> texts) {
    JsonObject.Builder out = JsonObject.builder();
    texts.forEach(out::put);
    return out.build();
  }

  private static JsonObject lists(Map<String, List<String>> lists) {
    JsonObject.Builder out = JsonObject.builder();
    lists.forEach((name, values) -> out.put(name, JsonArray.ofStrings(values)));
    return out.build();
  }
}
