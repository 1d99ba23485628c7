@NullMarked
package io.keytrail.audit.index;

import org.jspecify.annotations.NullMarked;
