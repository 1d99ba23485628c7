/// Turns a checked policy document into what runs: patterns classified, keys interned, variables
// split.
@NullMarked
package io.keytrail.policy.compile;

import org.jspecify.annotations.NullMarked;
