/// Lints: each finding's words and place, and that what they claim is so.
@NullMarked
package io.keytrail.policy.lint;

import org.jspecify.annotations.NullMarked;
