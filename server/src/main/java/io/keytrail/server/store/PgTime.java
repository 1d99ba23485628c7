package io.keytrail.server.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// Times as PostgreSQL keeps them: microseconds.
final class PgTime {
  private PgTime() {}

  static OffsetDateTime toDatabase(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  static Instant fromDatabase(OffsetDateTime time) {
    return time.toInstant();
  }

  /// For MACs: the same before and after a round trip through the database.
  static long toMicros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
