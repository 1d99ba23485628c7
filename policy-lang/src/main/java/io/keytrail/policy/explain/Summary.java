package io.keytrail.policy.explain;

import io.keytrail.policy.condition.Position;
import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.Decision;
import io.keytrail.policy.eval.Decision.Decider;
import io.keytrail.policy.eval.Inspection;
import io.keytrail.policy.eval.PolicyType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A decision in one sentence.
final class Summary {
  private static final int USUAL_LENGTH = 192;

  private final Inspection inspection;
  private final Decision decision;

  Summary(Inspection inspection) {
    this.inspection = inspection;
    this.decision = inspection.decision();
  }

  String sentence() {
    AccessRequest request = inspection.request().request();
    StringBuilder text = new StringBuilder(USUAL_LENGTH);
    text.append(request.action()).append(" on ").append(request.resource());
    switch (decision.verdict()) {
      case ALLOWED -> allowance(text.append(" is allowed by "));
      case EXPLICIT_DENY -> listed(decision.decidedBy(), text.append(" is denied by "));
      case IMPLICIT_DENY -> lack(text.append(" is denied: "));
      case DEPENDS_ON ->
          text.append(" is allowed if ").append(decision.allowedIf().orElse("what is not known"));
    }
    return text.append('.').toString();
  }

  /// One side, or the caller's policies together with the statement that delegates to them.
  private void allowance(StringBuilder text) {
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
        listed(others, text);
        listed(resource, text.append(", to which "));
        text.append(" delegates");
        return;
      }
    }
    listed(deciders, text);
  }

  private static boolean isOf(Decider decider, PolicyType type) {
    return switch (decider) {
      case Decider.StatementRef ref -> ref.type() == type;
      case Decider.GrantRef _, Decider.RuleRef _ -> false;
    };
  }

  private static void listed(List<Decider> deciders, StringBuilder text) {
    for (int i = 0; i < deciders.size(); i++) {
      named(deciders.get(i), i == 0 ? text : text.append(" and "));
    }
  }

  static String named(Decider decider) {
    StringBuilder text = new StringBuilder();
    named(decider, text);
    return text.toString();
  }

  private static void named(Decider decider, StringBuilder text) {
    switch (decider) {
      case Decider.StatementRef ref -> {
        text.append("statement ").append(ref.statement()).append(" of the ");
        text.append(Words.policy(ref.type(), ref.policyName()));
        if (ref.span().isPresent()) {
          Position at = ref.span().get().start();
          text.append(" (line ").append(at.line()).append(", column ").append(at.column());
          text.append(')');
        }
      }
      case Decider.GrantRef(String id) -> text.append("grant `").append(id).append('`');
      case Decider.RuleRef(String rule) -> text.append("the rule that ").append(Rules.text(rule));
    }
  }

  private void lack(StringBuilder text) {
    if (!decision.decidedBy().isEmpty()) {
      listed(decision.decidedBy(), text);
    } else if (decision.blockedBy().isEmpty()) {
      text.append("no policy and no grant allows it to ")
          .append(inspection.request().principal().arn());
    } else {
      text.append(
          decision.blockedBy().stream()
              .sorted()
              .map(this::missing)
              .collect(Collectors.joining(", and ")));
    }
  }

  private String missing(PolicyType type) {
    return switch (type) {
      case IDENTITY ->
          inspection.guarded() && inspection.delegatedByGrant()
              ? "the grant counts only beside the caller's identity policies, which do not allow it"
              : inspection.guarded()
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
