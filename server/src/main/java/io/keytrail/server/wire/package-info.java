/// AWS's wire shapes: service models as data, and the codecs that read and write operations by
/// them.
///
/// Start at [io.keytrail.server.wire.OperationCodec], what `http` uses for one operation: bytes in,
/// validated input record out; output record in, bytes out; and the view of either that CloudTrail
/// shows. [io.keytrail.server.wire.ServiceModels] loads `models/*.json` (compiled from AWS's
/// published models, see `src/main/models/compile`; `*.overlay.json` is ours) into
/// [io.keytrail.server.wire.Shape]s. [io.keytrail.server.wire.RecordBinding] joins a record type to
/// a structure once, into a tree of [io.keytrail.server.wire.Bound] nodes; reading, JSON, XML and
/// the audit view are four walks over that tree, so nothing is looked up by reflection during a
/// call. Components are named by [io.keytrail.server.wire.WireNames]; what a member is called in
/// forms, XML and the trail is settled once, by [io.keytrail.server.wire.MemberNames].
///
/// Everything here is pure: no Vert.x, no state, safe for use by many threads. Rules of one
/// operation that the model does not know (a key state, a cross-member rule) belong into the
/// operation, not here.
@NullMarked
package io.keytrail.server.wire;

import org.jspecify.annotations.NullMarked;
