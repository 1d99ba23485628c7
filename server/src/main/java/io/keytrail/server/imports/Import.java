package io.keytrail.server.imports;

import io.keytrail.server.jobs.JobState;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// An import as people see it.
///
/// @param account whose people see it
/// @param contentSha256 of the unpacked file, once that is known
/// @param progress from 0 to 1
public record Import(
    UUID id,
    String account,
    File file,
    Optional<String> contentSha256,
    Totals totals,
    JobState state,
    double progress,
    Instant created,
    Optional<Instant> ended) {

  /// A file as it was received.
  ///
  /// @param name as its sender calls it; may be empty
  /// @param sha256 in lower-case hex
  public record File(String name, long bytes, String sha256) {}
}
