package io.keytrail.server.jobs;

import java.time.Instant;
import java.util.UUID;

/// A job as people see it.
///
/// @param account for which it works
/// @param cancelAsked it was asked to end early, and has not yet
public record Job(
    UUID id,
    String account,
    String type,
    JobState state,
    JobReport report,
    boolean cancelAsked,
    Instant created,
    Instant updated) {}
