package io.keytrail.server.trail;

import io.keytrail.audit.index.Coverage;
import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The log, its index and who carries one into the other: what every question to the trail needs.
/// Thread-safe.
record Trail(EventLog log, LuceneEventIndex index, Follower follower) {
  private static final Duration MAX_WAIT = Duration.ofSeconds(8);

  /// Whether the awaited event is searchable. An event that does not exist is never waited for.
  Future<Boolean> awaited(Optional<Long> seq) {
    if (seq.isEmpty()) {
      return Future.succeededFuture(true);
    }
    return log.positionOf(seq.get())
        .compose(
            position ->
                position.isEmpty()
                    ? Future.succeededFuture(false)
                    : follower
                        .caughtUpWith(position.get())
                        .timeout(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                        .map(true)
                        .recover(Trail::tooLate));
  }

  /// What an answer covers, as every answer says it.
  ///
  /// @param whole whether nothing that belongs to the answer is missing from it
  JsonObject coverage(Coverage coverage, boolean whole) {
    return JsonObject.builder()
        .put("from", time(coverage.from()))
        .put("to", time(coverage.to()))
        .put("indexedUpTo", coverage.indexedUpTo())
        .put("complete", coverage.complete() && whole && hasCaughtUp())
        .build();
  }

  /// False while the index is being made anew, or does not follow: then events are missing that an
  /// answer should have.
  boolean hasCaughtUp() {
    return follower.state().everCaughtUp() && follower.alive();
  }

  private static Future<Boolean> tooLate(Throwable failure) {
    return failure instanceof TimeoutException
        ? Future.succeededFuture(false)
        : Future.failedFuture(failure);
  }

  private static JsonValue time(Optional<Instant> time) {
    return time.<JsonValue>map(t -> new JsonString(t.toString())).orElse(JsonNull.NULL);
  }
}
