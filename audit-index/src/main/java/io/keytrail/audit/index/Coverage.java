package io.keytrail.audit.index;

import java.time.Instant;
import java.util.Optional;

/// What an answer covers.
///
/// @param from as asked
/// @param to as asked
/// @param indexedUpTo the highest sequence number the search could see; -1 if there was none
/// @param complete false: time ran out, and older events may be missing
public record Coverage(
    Optional<Instant> from, Optional<Instant> to, long indexedUpTo, boolean complete) {}
