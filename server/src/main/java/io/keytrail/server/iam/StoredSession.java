package io.keytrail.server.iam;

import io.keytrail.server.crypto.Bytes;

/// A role session with its secret as it is stored: wrapped under the root key, bound to account and
/// key id like that of a [StoredAccessKey].
public record StoredSession(RoleSession session, Bytes wrappedSecret) {}
