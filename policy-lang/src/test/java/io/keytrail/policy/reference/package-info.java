/// The policy engine's other half of the proof: a slow evaluator that reads like the documentation,
// written from
/// the facts by someone who had not read the engine, and the tests that compare the two.
///
/// - `Reference` combines the policies of one case, `ReferenceMatch` matches one element: start
// there.
/// - `Json` reads and writes the cases; a case has the form of `POST /api/v1/simulate`.
///
/// Nothing of the reference may call `eval`, `compile` or `explain`: what both share, no test can
// find.
@NullMarked
package io.keytrail.policy.reference;

import org.jspecify.annotations.NullMarked;
