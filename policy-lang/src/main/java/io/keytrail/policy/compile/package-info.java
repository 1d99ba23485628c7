/// Turns a policy document into what runs: patterns classified, keys folded, variables split,
/// actions as bit sets over the catalogue, statements indexed by action.
///
/// Start at [PolicyCompiler]. The compiled nodes ([CompiledStatement], [CompiledCondition],
/// [TextPattern], …) are data for [io.keytrail.policy.eval] and [io.keytrail.policy.explain]; they
/// promise no equality. Everything that can be decided without a request is decided here; nothing
/// here sees a request.
@NullMarked
package io.keytrail.policy.compile;

import org.jspecify.annotations.NullMarked;
