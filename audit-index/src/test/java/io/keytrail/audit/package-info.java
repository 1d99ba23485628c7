@NullMarked
package io.keytrail.audit;

import org.jspecify.annotations.NullMarked;
