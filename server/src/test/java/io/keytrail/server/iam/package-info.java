/// Tests of IAM on a real PostgreSQL, through the road that clients' calls take.
@NullMarked
package io.keytrail.server.iam;

import org.jspecify.annotations.NullMarked;
