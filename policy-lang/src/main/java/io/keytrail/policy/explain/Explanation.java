package io.keytrail.policy.explain;

import io.keytrail.policy.eval.Decision.Decider;
import io.keytrail.policy.eval.Truth;
import java.util.List;
import java.util.Optional;

/// One node of an explanation.
///
/// @param label a few words for people
/// @param holds whether what the label says holds; unknown and error only where a condition is in
///     play
/// @param ref what it is about, for statements, grants and rules
/// @param expected what the policy wants, variables replaced
/// @param actual what the request has
/// @param because what this node rests on
public record Explanation(
    Kind kind,
    String label,
    Truth holds,
    Optional<Decider> ref,
    Optional<String> expected,
    Optional<String> actual,
    List<Explanation> because) {
  public Explanation {
    because = List.copyOf(because);
  }

  static Explanation node(Kind kind, String label, Truth holds, List<Explanation> because) {
    return new Explanation(
        kind, label, holds, Optional.empty(), Optional.empty(), Optional.empty(), because);
  }

  static Explanation leaf(Kind kind, String label, Truth holds, String expected, String actual) {
    return new Explanation(
        kind,
        label,
        holds,
        Optional.empty(),
        Optional.of(expected),
        Optional.of(actual),
        List.of());
  }

  static Explanation about(
      Kind kind, String label, Truth holds, Decider ref, List<Explanation> because) {
    return new Explanation(
        kind, label, holds, Optional.of(ref), Optional.empty(), Optional.empty(), because);
  }

  Explanation about(Decider decider) {
    return new Explanation(kind, label, holds, Optional.of(decider), expected, actual, because);
  }

  /// What a node is about, by the names of the HTTP contract.
  public enum Kind {
    DECISION("decision"),
    POLICY("policy"),
    STATEMENT("statement"),
    PRINCIPAL("principal"),
    ACTION("action"),
    RESOURCE("resource"),
    CONDITION("condition"),
    GRANT("grant"),
    RULE("rule");

    private final String wireName;

    Kind(String wireName) {
      this.wireName = wireName;
    }

    public String wireName() {
      return wireName;
    }
  }
}
