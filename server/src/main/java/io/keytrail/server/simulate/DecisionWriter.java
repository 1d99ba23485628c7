package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonOut;
import io.keytrail.audit.json.JsonOut.Name;
import io.keytrail.policy.eval.Decision;
import io.keytrail.policy.eval.Decision.Decider;
import io.keytrail.policy.eval.PolicyType;
import io.keytrail.policy.eval.Truth;
import io.keytrail.policy.explain.Explained;
import io.keytrail.policy.explain.Explanation;
import io.keytrail.policy.explain.NearMiss;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Writes decisions and explanations as the HTTP contract has them.
final class DecisionWriter {
  private static final Name DECISION = Name.of("decision");
  private static final Name ALLOWED_IF = Name.of("allowedIf");
  private static final Name BLOCKED_BY = Name.of("blockedBy");
  private static final Name DECIDED_BY = Name.of("decidedBy");
  private static final Name SUMMARY = Name.of("summary");
  private static final Name MISSING_CONTEXT = Name.of("missingContext");
  private static final Name NOTES = Name.of("notes");
  private static final Name NEAR_MISSES = Name.of("nearMisses");
  private static final Name EXPLANATION = Name.of("explanation");
  private static final Map<Explanation.Kind, Name> LABELS = labels();
  private static final Name HOLDS = Name.of("holds");
  private static final Name REF = Name.of("ref");
  private static final Name EXPECTED = Name.of("expected");
  private static final Name ACTUAL = Name.of("actual");
  private static final Name BECAUSE = Name.of("because");

  private DecisionWriter() {}

  private static Map<Explanation.Kind, Name> labels() {
    Map<Explanation.Kind, Name> labels = new EnumMap<>(Explanation.Kind.class);
    for (Explanation.Kind kind : Explanation.Kind.values()) {
      labels.put(kind, Name.after("kind", kind.wireName(), "label"));
    }
    return labels;
  }

  static void decision(Explained explained, JsonOut out) {
    Decision decision = explained.decision();
    out.beginObject().name(DECISION).string(decision.verdict().wireName());
    decision.allowedIf().ifPresent(text -> out.name(ALLOWED_IF).string(text));
    blockedBy(decision, out.name(BLOCKED_BY));
    deciders(decision.decidedBy(), out.name(DECIDED_BY));
    out.name(SUMMARY).string(explained.summary());
    out.name(MISSING_CONTEXT).strings(decision.missingContext());
    out.name(NOTES).strings(decision.notes());
    nearMisses(explained.nearMisses(), out.name(NEAR_MISSES));
    explanation(explained.explanation(), out.name(EXPLANATION));
    out.endObject();
  }

  /// Members that have nothing to say are left out.
  static void explanation(Explanation node, JsonOut out) {
    if (aboutOtherActions(node)) {
      WrittenNodes.own().write(node, out);
    } else {
      whole(node, out);
    }
  }

  /// Only of such nodes there is one for many answers.
  private static boolean aboutOtherActions(Explanation node) {
    return node.kind() == Explanation.Kind.STATEMENT
        && node.holds() == Truth.FALSE
        && node.because().size() == 1
        && node.because().getFirst().kind() == Explanation.Kind.ACTION;
  }

  static void whole(Explanation node, JsonOut out) {
    out.beginObject().name(Objects.requireNonNull(LABELS.get(node.kind()))).string(node.label());
    truth(node.holds(), out.name(HOLDS));
    if (node.ref().isPresent()) {
      DeciderWriter.decider(node.ref().get(), out.name(REF));
    }
    if (node.expected().isPresent()) {
      out.name(EXPECTED).string(node.expected().get());
    }
    if (node.actual().isPresent()) {
      out.name(ACTUAL).string(node.actual().get());
    }
    out.name(BECAUSE).beginArray();
    List<Explanation> because = node.because();
    for (int i = 0; i < because.size(); i++) {
      explanation(because.get(i), out);
    }
    out.endArray().endObject();
  }

  /// `true`, `false`, or the word for what is neither.
  static void truth(Truth truth, JsonOut out) {
    switch (truth) {
      case TRUE -> out.bool(true);
      case FALSE -> out.bool(false);
      case UNKNOWN, ERROR -> out.string(truth.wireName());
    }
  }

  private static void blockedBy(Decision decision, JsonOut out) {
    out.beginArray();
    for (PolicyType type : PolicyType.all()) {
      if (decision.blockedBy().contains(type)) {
        out.string(type.wireName());
      }
    }
    out.endArray();
  }

  private static void deciders(List<Decider> deciders, JsonOut out) {
    out.beginArray();
    for (int i = 0; i < deciders.size(); i++) {
      DeciderWriter.decider(deciders.get(i), out);
    }
    out.endArray();
  }

  private static void nearMisses(List<NearMiss> misses, JsonOut out) {
    out.beginArray();
    for (int i = 0; i < misses.size(); i++) {
      NearMissWriter.nearMiss(misses.get(i), out);
    }
    out.endArray();
  }
}
