/// Tests of KMS on a real PostgreSQL, with the real policy engine, through the road that clients'
/// calls take.
@NullMarked
package io.keytrail.server.kms;

import org.jspecify.annotations.NullMarked;
