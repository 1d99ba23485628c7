/// A policy document as it was written: immutable records with positions.
///
/// Start at [PolicyDocument]; [Statement] holds the elements. Texts stand as written (nothing is
/// folded, split or resolved here): [io.keytrail.policy.check] makes these records from JSON and
/// finds what is wrong with them, [io.keytrail.policy.compile] turns them into what runs. Keep
/// behaviour out.
@NullMarked
package io.keytrail.policy.ast;

import org.jspecify.annotations.NullMarked;
