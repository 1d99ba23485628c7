@NullMarked
package io.keytrail.audit.schema;

import org.jspecify.annotations.NullMarked;
