package io.keytrail.server.imports;

import io.vertx.core.Future;

/// Port: how far the search index has followed the log. An import that ran ahead of it would keep
/// everybody from finding what happens meanwhile.
@FunctionalInterface
public interface Pace {

  /// Whether the event is searchable; waits for that some seconds at most.
  ///
  /// @param seq its sequence number
  Future<Boolean> reached(long seq);
}
