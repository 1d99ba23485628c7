package io.keytrail.server.imports;

import io.keytrail.audit.event.AuditEventBytes;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.List;

/// Port: imported events on their way into the event log.
public interface ImportLog {
  /// How many events a row holds at most.
  int MAX_EVENTS = 1_000;

  /// The events as one row of the log. Pure; costs some microseconds an event.
  Row row(List<AuditEventBytes> events);

  /// Stores the row as part of `tx`.
  ///
  /// @return sequence number of its first event
  Future<Long> append(Tx tx, Row row);

  /// @param data nobody writes to it any more
  record Row(int count, byte[] data) {}
}
