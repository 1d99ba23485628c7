package io.keytrail.policy.explain;

import io.keytrail.policy.eval.Decision;
import io.keytrail.policy.eval.Inspection;
import io.keytrail.policy.eval.PolicyType;
import io.keytrail.policy.eval.Side;
import io.keytrail.policy.eval.Truth;
import io.keytrail.policy.explain.Explanation.Kind;
import java.util.List;

/// The rules that a decision rests on beside policies and grants.
final class RuleExplainer {
  private final Inspection inspection;

  RuleExplainer(Inspection inspection) {
    this.inspection = inspection;
  }

  void addTo(List<Explanation> because) {
    for (Decision.Decider decider : inspection.decision().decidedBy()) {
      if (decider instanceof Decision.Decider.RuleRef(String rule)) {
        because.add(rule(Rules.text(rule), Truth.TRUE).about(decider));
      }
    }
    sides(because);
    exemptions(because);
  }

  private void sides(List<Explanation> because) {
    Truth resource = inspection.lets(Side.RESOURCE);
    if (inspection.guarded()) {
      because.add(
          rule(
              "identity policies count only where the resource's own policy names the caller's"
                  + " account",
              resource));
    }
    if (inspection.crossAccount()) {
      because.add(
          rule(
              "the resource is in another account: its policy and the caller's policies must both"
                  + " allow",
              resource.and(inspection.lets(Side.IDENTITY))));
    }
    if (inspection.federatedWithoutPolicy()) {
      because.add(
          rule(
              "a federated user's session has no permissions without a session policy",
              Truth.TRUE));
    }
  }

  /// Policies that were given and have no say.
  private void exemptions(List<Explanation> because) {
    for (PolicyType type : PolicyType.all()) {
      if (!inspection.concerns(type) && inspection.given(type)) {
        because.add(rule(exempt(type), Truth.TRUE));
      }
    }
  }

  private static String exempt(PolicyType type) {
    return switch (type) {
      case SERVICE_CONTROL ->
          "service control policies do not bind services, anonymous callers and service-linked"
              + " roles";
      case RESOURCE_CONTROL ->
          "resource control policies do not reach this service, this action or this caller";
      case VPC_ENDPOINT -> "the request did not come by a VPC endpoint";
      case PERMISSIONS_BOUNDARY, SESSION, IDENTITY ->
          "the caller belongs to no account: " + Words.of(type) + " policies are not his";
      case RESOURCE -> "the resource's own policy is not about this action or this resource";
    };
  }

  static Explanation levelWithoutAllow(PolicyType type, int level) {
    return rule(
        "level "
            + level
            + " of the "
            + Words.of(type)
            + " policies has no statement that allows it",
        Truth.TRUE);
  }

  private static Explanation rule(String text, Truth holds) {
    return Explanation.node(Kind.RULE, text, holds, List.of());
  }
}
