package io.keytrail.server.invoke;

import io.vertx.core.Future;
import java.util.List;

/// Where events become durable. No reply leaves before its event is.
public interface EventSink {

  /// Stores events of a call that changes nothing, together with those of other waiting calls in
  /// one commit.
  ///
  /// @return the first event's sequence number, once it is durable; fails if it cannot be stored
  Future<Long> append(List<Event> events);

  /// Stores events as part of `tx`: durable when, and only if, that commits.
  Future<Long> append(Tx tx, List<Event> events);
}
