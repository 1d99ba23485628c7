package io.keytrail.server.imports;

import java.util.Optional;
import java.util.UUID;

/// A sound record that may be new.
///
/// @param owner account whose trail it belongs to
/// @param timeMillis of its `eventTime`
/// @param json as the file has it
record Candidate(UUID key, String owner, Optional<String> eventId, long timeMillis, byte[] json) {}
