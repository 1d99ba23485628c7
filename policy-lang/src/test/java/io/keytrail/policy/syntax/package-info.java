/// What the JSON reader reads and refuses.
@NullMarked
package io.keytrail.policy.syntax;

import org.jspecify.annotations.NullMarked;
