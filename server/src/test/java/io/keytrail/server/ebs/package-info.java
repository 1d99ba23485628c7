/// Tests of EBS on real PostgreSQL, with the real KMS beside it.
@NullMarked
package io.keytrail.server.ebs;

import org.jspecify.annotations.NullMarked;
