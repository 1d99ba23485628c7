package io.keytrail.server.trail;

import io.keytrail.audit.event.AuditEvent;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Port: reading the event log.
public interface EventLog {

  /// The next events in log order, all below the horizon under which nothing can appear any more.
  ///
  /// @param rows how many log rows at most
  Future<Page> after(LogPosition position, int rows);

  /// Events by sequence number; those that do not exist are missing from the answer.
  Future<Map<Long, AuditEvent>> read(List<Long> seqs);

  /// Where the event stands; absent if there is no such event (yet).
  Future<Optional<LogPosition>> positionOf(long seq);

  /// Calls `listener` when events of this server became durable: a hint that [#after] has something
  /// soon.
  void onAppend(Runnable listener);

  /// @param end position of the last row, or the asked position if there was none
  /// @param unreadable rows that are there but cannot be read; they are skipped and counted
  /// @param more whether the log has further rows right now
  record Page(List<AuditEvent> events, LogPosition end, int unreadable, boolean more) {
    public Page {
      events = List.copyOf(events);
    }
  }
}
