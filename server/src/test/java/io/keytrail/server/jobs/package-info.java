/// Jobs on a real PostgreSQL: steps, claims, crashes.
@NullMarked
package io.keytrail.server.jobs;

import org.jspecify.annotations.NullMarked;
