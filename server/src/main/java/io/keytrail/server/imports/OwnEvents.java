package io.keytrail.server.imports;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/// Port: what happened here, by eventID.
@FunctionalInterface
public interface OwnEvents {

  /// Those of the events that happened here, between two times. What happened within the last
  /// second may not be known yet.
  ///
  /// @param eventIds by the account in whose trail they would be
  Future<Map<String, Set<String>>> among(
      Map<String, Set<String>> eventIds, Instant from, Instant to);
}
