/// JSON without surprises: what the wire, the policies and the trail are read from and written
/// with.
///
/// [io.keytrail.audit.json.StrictJson] reads foreign bytes and refuses what two readers could
/// understand differently: bad UTF-8, duplicate keys, trailing text, lone surrogates.
/// [io.keytrail.audit.json.JsonWriter] is the other direction and is total: whatever a caller put
/// into a string, the audit record can be written. In between stands
/// [io.keytrail.audit.json.JsonValue], an immutable tree in document order that keeps a number as
/// it was written. Where speed counts, [io.keytrail.audit.json.PlainJson] reads the plainest texts
/// as `StrictJson` would, and [io.keytrail.audit.json.JsonOut] writes without a tree. Start at
/// `StrictJson`. Do not put data binding here: who wants a record reads
/// members by name.
@NullMarked
package io.keytrail.audit.json;

import org.jspecify.annotations.NullMarked;
