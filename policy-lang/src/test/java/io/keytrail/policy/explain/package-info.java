/// What an explanation says.
@NullMarked
package io.keytrail.policy.explain;

import org.jspecify.annotations.NullMarked;
