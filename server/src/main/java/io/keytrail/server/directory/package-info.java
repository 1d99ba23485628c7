/// Directory Service and Directory Service Data: directories with a domain of their own, and the
/// users in them, whose security identifiers (SIDs) are what WorkSpaces puts into encryption
/// contexts.
///
/// Start at [io.keytrail.server.directory.CreateUser], which gives a user the next RID of the
/// directory, and at [io.keytrail.server.directory.Sid]. An operation on one directory is a
/// [io.keytrail.server.directory.DirectoryOperation]; one on its users a
/// [io.keytrail.server.directory.DataOperation], which AWS also checks for `ds:AccessDSData`.
/// [io.keytrail.server.directory.DirectoryStore] is the port to the database,
/// [io.keytrail.server.directory.AuthorizedApplications] the one by which services that use a
/// directory keep it from being deleted. [io.keytrail.server.directory.DirectoryOperations] lists
/// what is served.
///
/// There are no domain controllers behind a directory: it is usable at once, nobody signs in to it,
/// and passwords are judged by the rules and then forgotten.
@NullMarked
package io.keytrail.server.directory;

import org.jspecify.annotations.NullMarked;
