package io.keytrail.server.invoke;

import io.keytrail.audit.json.JsonValue;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Port: makes a call of `/api/v1` an event in the trail.
public interface ApiRecorder {

  /// Stores the event; the reply leaves only after that.
  ///
  /// @return its sequence number, once it is durable; fails if it cannot be stored, and then the
  ///     call fails
  Future<Long> record(Call call, ApiEvent event);

  /// Makes the change and stores its event in one transaction, then tells the caches.
  ///
  /// @param event what its answer comes to; absent: none is recorded
  <A> Future<Changed<A>> change(
      Outcome.Change<A> change, Function<Outcome.Answer<A>, Optional<Recorded>> event);

  /// An event and by whom.
  record Recorded(Call call, ApiEvent event) {}

  /// @param seq 0 if nothing was recorded
  record Changed<A>(A answer, long seq) {}

  /// @param eventName `Simulate`: the operation's IAM action without its service
  /// @param requestParameters path and query parameters; never the body, which may hold secrets
  /// @param evaluated the check of the operation's action
  /// @param refusal absent if the call succeeded
  /// @param details from the operation's [ApiOperation.Answer]
  record ApiEvent(
      String eventName,
      JsonValue requestParameters,
      List<Evaluated> evaluated,
      Optional<Problem> refusal,
      Outcome.Details details) {
    public ApiEvent {
      evaluated = List.copyOf(evaluated);
    }
  }
}
