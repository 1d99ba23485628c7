/// What the catalogue holds.
@NullMarked
package io.keytrail.policy.catalog;

import org.jspecify.annotations.NullMarked;
