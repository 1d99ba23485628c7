/// Why a decision is what it is: a tree of what was asked of each policy, statement, element and
/// grant, and one sentence.
///
/// Start at [Explainer]. It decides first and then asks the evaluator's matchers again through
/// [io.keytrail.policy.eval.Inspection], so that tree and decision cannot disagree; this is off the
/// hot path. What statements about other actions come to is remembered ([OtherActions]): most of an
/// explanation is that. [ConditionEvaluator] answers for a condition that stands alone.
@NullMarked
package io.keytrail.policy.explain;

import org.jspecify.annotations.NullMarked;
