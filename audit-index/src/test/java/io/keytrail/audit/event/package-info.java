@NullMarked
package io.keytrail.audit.event;

import org.jspecify.annotations.NullMarked;
