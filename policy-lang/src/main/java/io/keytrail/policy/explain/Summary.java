package io.keytrail.policy.explain;

import io.keytrail.policy.condition.Position;
import io.keytrail.policy.condition.Span;
import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.Decision;
import io.keytrail.policy.eval.Decision.Decider;
import io.keytrail.policy.eval.Inspection;
import io.keytrail.policy.eval.PolicyType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A decision in one sentence.
final class Summary {
  private final Inspection inspection;
  private final Decision decision;

  Summary(Inspection inspection) {
    this.inspection = inspection;
    this.decision = inspection.decision();
  }

  String sentence() {
    AccessRequest request = inspection.request().request();
    String asked = request.action() + " on " + request.resource();
    return switch (decision.verdict()) {
      case ALLOWED -> asked + " is allowed by " + allowance() + ".";
      case EXPLICIT_DENY -> asked + " is denied by " + listed(decision.decidedBy()) + ".";
      case IMPLICIT_DENY -> asked + " is denied: " + lack() + ".";
      case DEPENDS_ON ->
          asked + " is allowed if " + decision.allowedIf().orElse("what is not known") + ".";
    };
  }

  /// One side, or the caller's policies together with the statement that delegates to them.
  private String allowance() {
    List<Decider> deciders = decision.decidedBy();
    if (deciders.size() > 1 && inspection.guarded() && !inspection.crossAccount()) {
      List<Decider> resource = new ArrayList<>(deciders.size());
      List<Decider> others = new ArrayList<>(deciders.size());
      boolean grants = false;
      for (Decider decider : deciders) {
        (isOf(decider, PolicyType.RESOURCE) ? resource : others).add(decider);
        grants |= decider instanceof Decider.GrantRef;
      }
      if (!resource.isEmpty() && !others.isEmpty() && !grants) {
        return listed(others) + ", to which " + listed(resource) + " delegates";
      }
    }
    return listed(deciders);
  }

  private static boolean isOf(Decider decider, PolicyType type) {
    return switch (decider) {
      case Decider.StatementRef ref -> ref.type() == type;
      case Decider.GrantRef _, Decider.RuleRef _ -> false;
    };
  }

  private static String listed(List<Decider> deciders) {
    return Words.listed(deciders, Summary::named, " and ");
  }

  static String named(Decider decider) {
    return switch (decider) {
      case Decider.StatementRef ref ->
          "statement "
              + ref.statement()
              + " of the "
              + Words.policy(ref.type(), ref.policyName())
              + place(ref.span());
      case Decider.GrantRef(String id) -> "grant `" + id + "`";
      case Decider.RuleRef(String rule) -> "the rule that " + Rules.text(rule);
    };
  }

  private static String place(Optional<Span> span) {
    if (span.isEmpty()) {
      return "";
    }
    Position at = span.get().start();
    return " (line " + at.line() + ", column " + at.column() + ")";
  }

  private String lack() {
    if (!decision.decidedBy().isEmpty()) {
      return listed(decision.decidedBy());
    }
    if (decision.blockedBy().isEmpty()) {
      return "no policy and no grant allows it to " + inspection.request().principal().arn();
    }
    return decision.blockedBy().stream()
        .sorted()
        .map(this::missing)
        .collect(Collectors.joining(", and "));
  }

  private String missing(PolicyType type) {
    return switch (type) {
      case IDENTITY ->
          inspection.guarded()
              ? "the resource's policy delegates to the caller's account, whose identity policies"
                  + " do not allow it"
              : "the caller's identity policies do not allow it";
      case RESOURCE ->
          inspection.guarded()
              ? "the resource's policy neither allows it nor delegates it to the caller's account"
              : "the resource's policy does not allow it";
      case SERVICE_CONTROL, RESOURCE_CONTROL, VPC_ENDPOINT, PERMISSIONS_BOUNDARY, SESSION ->
          "the " + Words.of(type) + " policies do not allow it";
    };
  }
}
