package io.keytrail.policy.explain;

import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.Decision;
import io.keytrail.policy.eval.Grant;
import io.keytrail.policy.eval.Inspection;
import io.keytrail.policy.eval.PolicySet;
import io.keytrail.policy.eval.PolicyType;
import io.keytrail.policy.eval.Truth;
import io.keytrail.policy.explain.Explanation.Kind;
import java.util.ArrayList;
import java.util.List;

/// Explains decisions. Stateless: any thread.
public final class Explainer {

  /// The same decision as [io.keytrail.policy.eval.Evaluator#decide], with its reasons.
  public Explained explain(AccessRequest request, PolicySet policies) {
    Inspection inspection = Inspection.of(request, policies);
    Decision decision = inspection.decision();
    String summary = new Summary(inspection).sentence();
    List<Explanation> because = new ArrayList<>();
    rules(inspection, because);
    var statements = new StatementExplainer(inspection);
    for (PolicyType type : PolicyType.values()) {
      if (inspection.concerns(type)) {
        inspection.policies(type).forEach(p -> because.add(statements.policy(type, p)));
      }
    }
    var grants = new GrantExplainer(inspection);
    for (Grant grant : inspection.grants()) {
      because.add(grants.grant(grant));
    }
    return new Explained(
        decision,
        summary,
        Explanation.node(Kind.DECISION, summary, Truth.of(decision.allowed()), because));
  }

  private static void rules(Inspection inspection, List<Explanation> because) {
    for (Decision.Decider decider : inspection.decision().decidedBy()) {
      if (decider instanceof Decision.Decider.RuleRef(String rule)) {
        because.add(
            Explanation.node(Kind.RULE, Rules.text(rule), Truth.TRUE, List.of()).about(decider));
      }
    }
    if (inspection.guarded()) {
      because.add(
          Explanation.node(
              Kind.RULE,
              "identity policies count only where the resource's own policy names the caller's account",
              Truth.of(inspection.passes(PolicyType.RESOURCE)),
              List.of()));
    }
    if (inspection.crossAccount()) {
      because.add(
          Explanation.node(
              Kind.RULE,
              "the resource is in another account: its policy and the caller's policies must both allow",
              Truth.of(
                  inspection.passes(PolicyType.RESOURCE) && inspection.passes(PolicyType.IDENTITY)),
              List.of()));
    }
  }
}
