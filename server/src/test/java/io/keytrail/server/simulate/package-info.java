/// Tests of the simulator's doors, through their API operations.
@NullMarked
package io.keytrail.server.simulate;

import org.jspecify.annotations.NullMarked;
