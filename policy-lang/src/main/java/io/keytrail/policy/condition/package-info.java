/// The condition language: grammar, tree with spans, diagnostics, text and JSON forms.
///
/// Start at [io.keytrail.policy.condition.Condition], the tree.
/// [io.keytrail.policy.condition.ConditionBlock] is the same thing as it stands in a policy
/// document (`"Condition": {…}`); the two translate into each other exactly. This package depends
/// on nothing else in policy-lang and is all that audit-index may see of it: keep policy documents,
/// evaluation and the catalogue out.
@NullMarked
package io.keytrail.policy.condition;

import org.jspecify.annotations.NullMarked;
