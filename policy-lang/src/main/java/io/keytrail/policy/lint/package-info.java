/// What is allowed to be written but hardly meant: findings about a document that is free of
/// errors.
///
/// Start at [Linter]. [OverlapLints] compares statements with each other by [Cover], which claims
/// that one statement matches all that another does only where that is certain; [ConditionLints]
/// looks at operators and keys, [AccessLints] at who is let in. Every finding is a
/// [io.keytrail.policy.condition.Diagnostic] whose code is stable (`docs/lints.md`). Nothing here
/// changes what a policy means; errors are the business of [io.keytrail.policy.check].
@NullMarked
package io.keytrail.policy.lint;

import org.jspecify.annotations.NullMarked;
