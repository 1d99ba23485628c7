package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.policy.condition.Position;
import io.keytrail.policy.eval.Decision;
import io.keytrail.policy.eval.Decision.Decider;
import io.keytrail.policy.eval.PolicyType;
import io.keytrail.policy.eval.Truth;
import io.keytrail.policy.explain.Explained;
import io.keytrail.policy.explain.Explanation;
import java.util.ArrayList;
import java.util.List;

/// Writes decisions and explanations as the HTTP contract has them.
final class DecisionWriter {
  private DecisionWriter() {}

  static JsonObject decision(Explained explained) {
    Decision decision = explained.decision();
    JsonObject.Builder answer = JsonObject.builder();
    answer.put("decision", new JsonString(decision.verdict().wireName()));
    decision.allowedIf().ifPresent(text -> answer.put("allowedIf", new JsonString(text)));
    answer.put("blockedBy", blockedBy(decision));
    answer.put(
        "decidedBy",
        new JsonArray(
            decision.decidedBy().stream().<JsonValue>map(DecisionWriter::decider).toList()));
    answer.put("summary", new JsonString(explained.summary()));
    answer.put("missingContext", JsonArray.ofStrings(decision.missingContext()));
    answer.put("notes", JsonArray.ofStrings(decision.notes()));
    answer.put(
        "nearMisses",
        new JsonArray(
            explained.nearMisses().stream().<JsonValue>map(NearMissWriter::nearMiss).toList()));
    answer.put("explanation", explanation(explained.explanation()));
    return answer.build();
  }

  /// Members that have nothing to say are left out.
  static JsonObject explanation(Explanation node) {
    JsonObject.Builder shown = JsonObject.builder();
    shown.put("kind", new JsonString(node.kind().wireName()));
    shown.put("label", new JsonString(node.label()));
    shown.put("holds", truth(node.holds()));
    node.ref().ifPresent(ref -> shown.put("ref", decider(ref)));
    node.expected().ifPresent(text -> shown.put("expected", new JsonString(text)));
    node.actual().ifPresent(text -> shown.put("actual", new JsonString(text)));
    List<JsonValue> because = new ArrayList<>(node.because().size());
    for (Explanation reason : node.because()) {
      because.add(explanation(reason));
    }
    shown.put("because", new JsonArray(because));
    return shown.build();
  }

  /// `true`, `false`, or the word for what is neither.
  static JsonValue truth(Truth truth) {
    return switch (truth) {
      case TRUE -> JsonValue.of(true);
      case FALSE -> JsonValue.of(false);
      case UNKNOWN, ERROR -> new JsonString(truth.wireName());
    };
  }

  private static JsonArray blockedBy(Decision decision) {
    List<String> names = new ArrayList<>(2);
    for (PolicyType type : PolicyType.values()) {
      if (decision.blockedBy().contains(type)) {
        names.add(type.wireName());
      }
    }
    return JsonArray.ofStrings(names);
  }

  static JsonObject decider(Decider decider) {
    return switch (decider) {
      case Decider.StatementRef statement -> statement(statement);
      case Decider.GrantRef(String grantId) ->
          JsonObject.builder().put("type", "grant").put("grantId", grantId).build();
      case Decider.RuleRef(String rule) ->
          JsonObject.builder().put("type", "rule").put("rule", rule).build();
    };
  }

  private static JsonObject statement(Decider.StatementRef ref) {
    JsonObject.Builder shown =
        JsonObject.builder()
            .put("type", "statement")
            .put("policy", ref.type().wireName())
            .put("name", ref.policyName())
            .put("pointer", ref.pointer())
            .put("statement", ref.statement());
    shown.put("sid", ref.sid().<JsonValue>map(JsonString::new).orElse(JsonNull.NULL));
    ref.span()
        .ifPresent(
            span -> shown.put("start", position(span.start())).put("end", position(span.end())));
    return shown.build();
  }

  private static JsonObject position(Position position) {
    return JsonObject.builder()
        .put("line", position.line())
        .put("column", position.column())
        .build();
  }
}
