/// The strict request gate: what is not exactly one well-formed HTTP/1.1 request never reaches the
/// HTTP decoder.
///
/// Netty's decoder forgives much (folded headers, two spaces, unknown transfer codings, NUL in the
/// target) and what it has forgiven cannot be seen in a request handler, so the gate reads the
/// bytes before it. Start at [io.keytrail.server.http.gate.GateHandler];
/// [io.keytrail.server.http.gate.HeadReader] finds and checks a request's head,
/// [io.keytrail.server.http.gate.BodyFraming] finds its end. Refusals are
/// [io.keytrail.server.http.gate.GateRefusal]; they are answered in order, behind what was
/// pipelined before them. Only [io.keytrail.server.http.gate.GatePipeline] touches Vert.x
/// internals. Nothing here knows AWS. The reasons stand in `docs/adr/`, "strict gate".
@NullMarked
package io.keytrail.server.http.gate;

import org.jspecify.annotations.NullMarked;
