package io.keytrail.policy.explain;

import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.Decision;
import io.keytrail.policy.eval.Decision.Verdict;
import io.keytrail.policy.eval.Inspection;
import io.keytrail.policy.eval.Judge;
import io.keytrail.policy.eval.PolicySet;
import io.keytrail.policy.eval.PolicyType;
import io.keytrail.policy.eval.RequestView;
import io.keytrail.policy.eval.Truth;
import io.keytrail.policy.explain.Explanation.Kind;
import java.util.ArrayList;
import java.util.List;

/// Explains decisions. Any thread: each has a judge of its own.
public final class Explainer {
  private final ThreadLocal<Tools> tools = ThreadLocal.withInitial(Tools::new);

  /// What one thread explains with, used again and again.
  private static final class Tools {
    final Judge judge = new Judge();
    final NearMisses nearMisses = new NearMisses();
    final OtherActions others = new OtherActions();
  }

  /// The same decision as [io.keytrail.policy.eval.Evaluator#decide], with its reasons, and with
  /// what is missing if nothing allows.
  public Explained explain(AccessRequest request, PolicySet policies) {
    Tools own = tools.get();
    Inspection inspection = Inspection.of(own.judge, RequestView.of(request), policies);
    Explained explained = explain(inspection, policies, own);
    own.judge.forget();
    return explained;
  }

  private static Explained explain(Inspection inspection, PolicySet policies, Tools own) {
    Decision decision = inspection.decision();
    String summary = new Summary(inspection).sentence();
    List<Explanation> because = new ArrayList<>();
    new RuleExplainer(inspection).addTo(because);
    var statements = new StatementExplainer(inspection, own.others);
    for (PolicyType type : PolicyType.all()) {
      if (inspection.concerns(type)) {
        policies(inspection, statements, type, because);
      }
    }
    new GrantExplainer(inspection).addTo(because);
    Explanation root = Explanation.node(Kind.DECISION, summary, holds(decision), because);
    boolean lacking = decision.verdict() == Verdict.IMPLICIT_DENY;
    return new Explained(
        decision, summary, root, lacking ? own.nearMisses.of(inspection, policies) : List.of());
  }

  private static Truth holds(Decision decision) {
    return switch (decision.verdict()) {
      case ALLOWED -> Truth.TRUE;
      case IMPLICIT_DENY, EXPLICIT_DENY -> Truth.FALSE;
      case DEPENDS_ON -> Truth.UNKNOWN;
    };
  }

  private static void policies(
      Inspection inspection,
      StatementExplainer statements,
      PolicyType type,
      List<Explanation> because) {
    List<List<CompiledPolicy>> levels = inspection.levels(type);
    boolean numbered = type == PolicyType.SERVICE_CONTROL || type == PolicyType.RESOURCE_CONTROL;
    for (int level = 0; level < levels.size(); level++) {
      boolean allows = false;
      for (CompiledPolicy policy : levels.get(level)) {
        Explanation node = statements.policy(type, policy, numbered ? level + 1 : 0);
        because.add(node);
        allows |= statements.mayAllow();
      }
      if (numbered && !allows) {
        because.add(RuleExplainer.levelWithoutAllow(type, level + 1));
      }
    }
  }
}
