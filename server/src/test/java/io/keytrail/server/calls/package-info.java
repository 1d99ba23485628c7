/// Tests of calls between cores.
@NullMarked
package io.keytrail.server.calls;

import org.jspecify.annotations.NullMarked;
