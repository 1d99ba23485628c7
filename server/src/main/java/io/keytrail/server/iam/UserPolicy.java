package io.keytrail.server.iam;

import java.time.Instant;

/// One version of a user's inline policy. Versions are kept for ever.
///
/// @param versionId what evaluated requests cite
/// @param document JSON text as it was given
public record UserPolicy(
    String versionId,
    String accountId,
    String userId,
    String name,
    String document,
    Instant created) {}
