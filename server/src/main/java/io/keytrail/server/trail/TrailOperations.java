package io.keytrail.server.trail;

import io.keytrail.server.crypto.RootKey;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Operation;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/// The operations on the trail: CloudTrail's own, and those of `/api/v1/events`.
public final class TrailOperations {
  private final Trail trail;
  private final RootKey rootKey;

  /// What they need.
  ///
  /// @param follower whose state says how much of the log an answer covers
  public record Dependencies(
      EventLog log, LuceneEventIndex index, Follower follower, RootKey rootKey) {}

  public TrailOperations(Dependencies dependencies) {
    this.trail = new Trail(dependencies.log(), dependencies.index(), dependencies.follower());
    this.rootKey = dependencies.rootKey();
  }

  public List<Operation<?, ?, ?>> operations() {
    return List.of(new LookupEvents(trail, new LookupTokens(rootKey)));
  }

  /// Whether the event is searchable; waits for that some seconds at most.
  public Future<Boolean> searchable(long seq) {
    return trail.awaited(Optional.of(seq));
  }

  /// What happened here, by eventID.
  public OwnEventIds ownEventIds() {
    return new OwnEventIds(trail);
  }

  public List<ApiOperation> apiOperations() {
    return List.of(
        new SearchEvents(trail),
        new EventHistogram(trail),
        new EventFacets(trail),
        new ExportEvents(trail),
        new StreamEvents(trail),
        new EventFields(),
        new GetEvent(trail));
  }
}
