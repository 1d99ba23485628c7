@NullMarked
package io.keytrail.audit.query;

import org.jspecify.annotations.NullMarked;
