/// Decides requests: what is asked ([AccessRequest]), under which policies ([PolicySet]), with
// which answer
/// ([Decision]).
@NullMarked
package io.keytrail.policy.eval;

import org.jspecify.annotations.NullMarked;
