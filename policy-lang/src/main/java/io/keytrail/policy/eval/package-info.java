/// Decides requests: what is asked ([AccessRequest]), under which policies ([PolicySet]), with
/// which answer ([Decision]).
///
/// Start at [Evaluator], then [Evaluation], which holds one decision's state and walks the kinds of
/// policy; [Combination] joins what they said. The matchers below ([PrincipalMatcher],
/// [ResourceMatcher], [ConditionTests], [GrantMatcher]) answer for one element each;
/// [io.keytrail.policy.explain] asks them the same questions again. Where AWS is silent the choice
/// has a number in [Ambiguity]. Nothing here is shared between decisions.
@NullMarked
package io.keytrail.policy.eval;

import org.jspecify.annotations.NullMarked;
