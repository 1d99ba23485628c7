/// The one port: gate, signature or token, routing, and the reply.
///
/// Start at [io.keytrail.server.http.FrontDoor], which decides what a request is; signed requests
/// go to [io.keytrail.server.http.AwsEndpoint] (codec, `Invoker`), `/api/v1` to
/// [io.keytrail.server.http.ApiEndpoint], the rest is health, metrics and the dashboard's files.
/// [io.keytrail.server.http.HttpEndpoint] opens the port; `http.gate` guards it, `http.sigv4`
/// checks signatures. Errors become bytes in [io.keytrail.server.http.ErrorRenderer] and nowhere
/// else. Nothing here decides, stores or computes anything of a service.
@NullMarked
package io.keytrail.server.http;

import org.jspecify.annotations.NullMarked;
