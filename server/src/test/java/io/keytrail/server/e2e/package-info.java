/// The server as its users see it: whole, over HTTP, through the AWS SDK, the AWS CLI, boto3 and
/// `curl`-like requests, on a real PostgreSQL and a real index. [io.keytrail.server.e2e.TestServer]
/// starts one in this JVM; [io.keytrail.server.bench.ServerProcess] one that can be killed.
@NullMarked
package io.keytrail.server.e2e;

import org.jspecify.annotations.NullMarked;
