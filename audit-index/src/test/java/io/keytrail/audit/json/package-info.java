@NullMarked
package io.keytrail.audit.json;

import org.jspecify.annotations.NullMarked;
