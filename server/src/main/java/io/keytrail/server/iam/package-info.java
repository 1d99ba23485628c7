/// Who exists and what they may do: accounts, users, their inline policies and access keys, and the
/// [io.keytrail.server.invoke.Authorizer] that decides every call by them.
///
/// Start at [io.keytrail.server.iam.IamOperations], the list of the IAM and STS operations, and at
/// [io.keytrail.server.iam.PolicyAuthorizer], one pass from a caller and its checks to a decision.
/// State is behind the ports [io.keytrail.server.iam.AccountStore],
/// [io.keytrail.server.iam.UserStore] and [io.keytrail.server.iam.AccessKeyStore]; a
/// [io.keytrail.server.iam.User] is the unit that is locked, versioned and authenticated.
/// [io.keytrail.server.iam.Bootstrap] makes the first account. No SQL, no HTTP here, and nothing
/// about keys but that a resource may be guarded.
@NullMarked
package io.keytrail.server.iam;

import org.jspecify.annotations.NullMarked;
