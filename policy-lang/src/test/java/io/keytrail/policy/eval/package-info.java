/// Trust in the evaluator: [ReferenceEvaluator], a second and naive one, and what must hold of
/// every decision.
@NullMarked
package io.keytrail.policy.eval;

import org.jspecify.annotations.NullMarked;
