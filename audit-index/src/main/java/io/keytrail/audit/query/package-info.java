/// Audit queries: the condition language's tree, bound to the trail's fields.
///
/// Start at [io.keytrail.audit.query.AuditQueries]: text in, [io.keytrail.audit.query.AuditQuery]
/// or diagnostics out. A bound query ([io.keytrail.audit.query.BoundQuery]) says everything, so
/// that its two readers cannot differ: [io.keytrail.audit.query.QueryMatcher] over one event (live
/// tail, tests) and [io.keytrail.audit.query.LuceneQueries] over an index. The rules are those of
/// the language's audit profile, S1–S10; comments here name them. What costs too much is refused
/// when it is bound, so a search never fails for the query's sake.
@NullMarked
package io.keytrail.audit.query;

import org.jspecify.annotations.NullMarked;
