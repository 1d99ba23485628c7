/// Rules for the whole module.
@NullMarked
package io.keytrail.policy;

import org.jspecify.annotations.NullMarked;
