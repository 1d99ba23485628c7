/// What is found in bad documents, word for word.
@NullMarked
package io.keytrail.policy.check;

import org.jspecify.annotations.NullMarked;
