package io.keytrail.server.iam;

import java.time.Instant;

/// One version of a user's or role's inline policy, or of a role's trust policy. Versions are kept
/// for ever.
///
/// @param versionId what evaluated requests cite
/// @param ownerId of the user or role: `AIDA…`, `AROA…`
/// @param name of the policy; that of a trust policy is [Role#TRUST]
/// @param document JSON text as it was given
public record PolicyVersion(
    String versionId,
    String accountId,
    String ownerId,
    String name,
    String document,
    Instant created) {}
