/// PostgreSQL: the truth, and the only package that knows SQL.
///
/// Start with [Database] (pool and transactions) and [PgTx] (what an adapter does inside one).
/// [EmbeddedPostgres] runs a PostgreSQL of our own in the data folder; [DurabilityCheck] refuses
/// any database that would lose acknowledged commits; [Migrations] brings the schema up to date
/// from the numbered files in `resources/db`.
///
/// Caches stand on [ChangeFeed]: every change writes a row into `change_log` in its own
/// transaction, every server reads them four times a second, and its [Lease] says whether it has
/// read recently enough to answer from memory. [LeasedCache] is a cache that obeys both.
///
/// The adapters of the cores' ports live here too, one class a port. What decides something carries
/// a row MAC. Foreign text never goes into a `text` column unchecked: PostgreSQL refuses NUL.
///
/// Classes that start processes or unpack files block; everything else returns `Future`.
@NullMarked
package io.keytrail.server.store;

import org.jspecify.annotations.NullMarked;
