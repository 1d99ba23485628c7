/// Text to JSON with positions: the ANTLR grammar `PolicyJson`, its limits, and [JsonNode], the
/// tree it yields.
///
/// Start at [JsonReader]. It refuses whatever strict JSON refuses, and duplicate keys and lone
/// surrogates besides; it bounds size, depth and token count before the parser runs. What the
/// members of a policy mean is not known here: [io.keytrail.policy.check] reads the tree. ANTLR's
/// generated classes must not be seen outside this package.
@NullMarked
package io.keytrail.policy.syntax;

import org.jspecify.annotations.NullMarked;
