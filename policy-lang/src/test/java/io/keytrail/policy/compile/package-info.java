/// The compiled forms of single values and patterns, read and asked directly. What they decide
/// together is tested by the scripts and in [io.keytrail.policy.eval].
@NullMarked
package io.keytrail.policy.compile;

import org.jspecify.annotations.NullMarked;
