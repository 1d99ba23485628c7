/// Trust: the engine against a second evaluator that was written from the facts alone, before its
/// author had read the engine. Start at [DifferentialTest]. The rules are [Reference] (which
/// policies must allow), [ReferenceStatement] (whether a statement applies) and [ReferenceGrant];
/// [ReferenceValues] reads texts. Cases come from [CaseGenerator], the engine is asked by [Engine].
@NullMarked
package io.keytrail.policy.reference;

import org.jspecify.annotations.NullMarked;
