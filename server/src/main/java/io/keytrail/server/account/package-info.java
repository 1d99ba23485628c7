/// A user's own account, by what the AWS CLI exported of it: read, checked, kept as a dated
/// snapshot. Blocking (reads and writes files); nothing is sent anywhere.
///
/// Start at [io.keytrail.server.account.SnapshotFolder]: it opens an export or a snapshot.
/// [io.keytrail.server.account.ExportScript] is the script that makes exports,
/// [io.keytrail.server.account.ExportReader] reads its files,
/// [io.keytrail.server.account.SnapshotFindings] says what is wrong with the policies. Questions
/// are `simulate`'s business.
@NullMarked
package io.keytrail.server.account;

import org.jspecify.annotations.NullMarked;
