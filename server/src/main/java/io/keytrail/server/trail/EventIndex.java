package io.keytrail.server.trail;

import io.keytrail.audit.event.AuditEvent;
import java.util.List;

/// Port: the search index as the [Follower] feeds it. Blocking; used by the follower's thread only.
/// After a failure of any method but [#position] the index must be [#recover]ed before it is used
/// again.
public interface EventIndex extends AutoCloseable {

  /// Up to where the log is in the index durably; [LogPosition#START] for a new one.
  LogPosition position();

  /// Goes back to the state of the last commit, or to an empty index where that is damaged.
  void recover();

  /// Adds events; those that are there already are ignored, those that cannot be indexed are set
  /// aside and counted.
  void add(List<AuditEvent> events, LogPosition end);

  /// Makes everything added searchable.
  void refresh();

  /// Makes everything added durable, together with its position.
  void commit();

  @Override
  void close();
}
