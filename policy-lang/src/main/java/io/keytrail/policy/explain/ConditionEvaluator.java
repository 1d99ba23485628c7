package io.keytrail.policy.explain;

import io.keytrail.policy.ast.Version;
import io.keytrail.policy.compile.CompiledCondition;
import io.keytrail.policy.compile.ConditionCompiler;
import io.keytrail.policy.condition.BoundCondition;
import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.Inspection;
import io.keytrail.policy.eval.Principal;
import io.keytrail.policy.eval.Truth;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Evaluates a condition outside any policy, in the language of 2012-10-17. Stateless: any thread.
public final class ConditionEvaluator {

  public ConditionAnswer evaluate(BoundCondition condition, Map<String, ContextValue> context) {
    return evaluate(condition, context, Set.of());
  }

  /// The same where some keys are not known.
  ///
  /// @param context all there is: nothing is derived
  /// @param unknown keys whose value is not known; `rest` means all others
  public ConditionAnswer evaluate(
      BoundCondition condition, Map<String, ContextValue> context, Set<String> unknown) {
    CompiledCondition compiled = ConditionCompiler.compile(condition, Version.V2012);
    var request =
        new AccessRequest(
            new Principal.Anonymous(), "*", "*", "", context, Map.of(), List.of(), unknown);
    Inspection inspection = Inspection.bare(request);
    Truth holds = inspection.holds(compiled);
    Explanation explanation = new ConditionExplainer(inspection).condition(compiled);
    return new ConditionAnswer(holds, explanation, inspection.missingContext());
  }
}
