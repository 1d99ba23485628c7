/// Trust in the evaluator: what must hold of every decision, and that hostile input ends. The naive
/// second evaluator is in [io.keytrail.policy.reference].
@NullMarked
package io.keytrail.policy.eval;

import org.jspecify.annotations.NullMarked;
