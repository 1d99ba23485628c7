/// An account's policies as they were at one time: who is there, what hangs on them, which keys
/// there are.
///
/// Start at [io.keytrail.server.simulate.snapshot.AccountSnapshot].
/// [io.keytrail.server.simulate.snapshot.SnapshotJson] is its one form in files and over HTTP.
/// Nothing here decides, nothing here reads files: `account` makes snapshots of what the AWS CLI
/// exported, `simulate` asks them.
@NullMarked
package io.keytrail.server.simulate.snapshot;

import org.jspecify.annotations.NullMarked;
