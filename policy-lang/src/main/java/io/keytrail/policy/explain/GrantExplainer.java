package io.keytrail.policy.explain;

import io.keytrail.policy.eval.Decision;
import io.keytrail.policy.eval.Grant;
import io.keytrail.policy.eval.Inspection;
import io.keytrail.policy.eval.Inspection.GrantAnswer;
import io.keytrail.policy.eval.Level;
import io.keytrail.policy.eval.Truth;
import io.keytrail.policy.explain.Explanation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Explains grants: whom for, what for, under which constraint.
final class GrantExplainer {
  private final Inspection inspection;

  GrantExplainer(Inspection inspection) {
    this.inspection = inspection;
  }

  Explanation grant(Grant grant) {
    GrantAnswer answer = inspection.grant(grant);
    List<Explanation> because = new ArrayList<>();
    because.add(
        leaf(Kind.RESOURCE, "key", answer.key(), grant.keyArn(), inspection.request().resource()));
    because.add(
        leaf(
            Kind.PRINCIPAL,
            "grantee",
            answer.grantee() != Level.NONE,
            grant.grantee(),
            inspection.request().principal().arn()));
    because.add(
        leaf(
            Kind.ACTION,
            "operations",
            answer.operation(),
            String.join(", ", new TreeSet<>(grant.operations())),
            inspection.request().request().action()));
    grant.sourceArn().ifPresent(arn -> because.add(source(arn, answer.source())));
    grant.constraint().ifPresent(constraint -> because.add(constraint(constraint, answer)));
    boolean applies = answer.level() != Level.NONE;
    return Explanation.node(
            Kind.GRANT,
            "grant `%s` %s".formatted(grant.grantId(), applies ? "allows" : "does not apply"),
            Truth.of(applies),
            because)
        .about(new Decision.Decider.GrantRef(grant.grantId()));
  }

  private Explanation source(String arn, boolean holds) {
    var actual = inspection.request().value("aws:sourcearn");
    return leaf(
        Kind.CONDITION,
        "aws:SourceArn",
        holds,
        arn,
        actual == null ? "absent" : String.join(", ", actual.values()));
  }

  private Explanation constraint(Grant.Constraint constraint, GrantAnswer answer) {
    String label =
        switch (constraint) {
          case Grant.Constraint.Equals _ -> "encryption context equals";
          case Grant.Constraint.Subset _ -> "encryption context contains";
        };
    return leaf(
        Kind.CONDITION,
        label,
        answer.constraint(),
        shown(constraint.pairs()),
        shown(inspection.request().request().encryptionContext()));
  }

  private static String shown(Map<String, String> pairs) {
    return new TreeMap<>(pairs).toString();
  }

  private static Explanation leaf(
      Kind kind, String label, boolean holds, String expected, String actual) {
    return Explanation.leaf(kind, label, Truth.of(holds), expected, actual);
  }
}
