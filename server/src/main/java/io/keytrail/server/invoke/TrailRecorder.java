package io.keytrail.server.invoke;

import io.keytrail.audit.event.EvaluatedRequest;
import io.keytrail.audit.json.JsonObject;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Records what does not come by the [Invoker]: calls of `/api/v1`, and counters of refused
/// requests.
public final class TrailRecorder implements ApiRecorder, RefusalSink {
  private static final String SERVICE = "keytrail";
  private static final int EVENTS_A_STATEMENT = 500;

  private final Transactions transactions;
  private final Changes changes;
  private final EventSink events;
  private final RecordWriter records;
  private final String account;
  private final String region;

  /// @param account the deployment's own account, to which refused requests without a caller are
  ///     booked
  public TrailRecorder(
      Transactions transactions,
      Changes changes,
      EventSink events,
      RecordWriter records,
      String account,
      String region) {
    this.transactions = transactions;
    this.changes = changes;
    this.events = events;
    this.records = records;
    this.account = account;
    this.region = region;
  }

  @Override
  public Future<Long> record(Call call, ApiEvent event) {
    return events.append(written(call, event));
  }

  @Override
  public <A> Future<Changed<A>> change(
      Outcome.Change<A> change, Function<Outcome.Answer<A>, Optional<Recorded>> event) {
    return transactions
        .inTransaction(
            tx ->
                change
                    .work()
                    .apply(tx)
                    .compose(
                        answer ->
                            changes
                                .record(tx, change.invalidates())
                                .compose(_ -> append(tx, event.apply(answer)))
                                .map(seq -> new Changed<>(answer.output(), seq))))
        .onSuccess(_ -> changes.changedHere(change.invalidates()));
  }

  private Future<Long> append(Tx tx, Optional<Recorded> event) {
    return event.isEmpty()
        ? Future.succeededFuture(0L)
        : events.append(tx, written(event.get().call(), event.get().event()));
  }

  private List<Event> written(Call call, ApiEvent event) {
    RecordWriter.Content content =
        new RecordWriter.Content(
            SERVICE,
            event.eventName(),
            false,
            event.requestParameters(),
            event.refusal().map(TrailRecorder::error),
            event.details(),
            List.of());
    Optional<EvaluatedRequest> evaluated = EvaluatedRequests.of(event.evaluated());
    return records.write(call, content).stream()
        .map(record -> new Event(record, evaluated))
        .toList();
  }

  private static ApiException error(Problem problem) {
    return new ApiException(ErrorCode.of(problem.code(), problem.status()), problem.detail());
  }

  @Override
  public Future<Void> record(List<RefusalCount> counts) {
    Future<Void> done = Future.succeededFuture();
    for (int from = 0; from < counts.size(); from += EVENTS_A_STATEMENT) {
      List<RefusalCount> part =
          counts.subList(from, Math.min(counts.size(), from + EVENTS_A_STATEMENT));
      List<Event> refusals = new ArrayList<>(part.size());
      for (RefusalCount count : part) {
        JsonObject record = records.refusals(count, account, region);
        refusals.add(new Event(record, Optional.empty()));
      }
      done = done.compose(_ -> events.append(refusals)).mapEmpty();
    }
    return done;
  }
}
