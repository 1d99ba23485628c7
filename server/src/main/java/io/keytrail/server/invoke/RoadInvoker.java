package io.keytrail.server.invoke;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The [Invoker]: target, checks, authorisation, execution, durable event, reply.
public final class RoadInvoker implements Invoker {
  private static final Logger LOG = LoggerFactory.getLogger(RoadInvoker.class);

  private final Authorizer authorizer;
  private final Transactions transactions;
  private final Changes changes;
  private final EventSink events;
  private final RecordWriter records;

  public RoadInvoker(
      Authorizer authorizer,
      Transactions transactions,
      Changes changes,
      EventSink events,
      RecordWriter records) {
    this.authorizer = authorizer;
    this.transactions = transactions;
    this.changes = changes;
    this.events = events;
    this.records = records;
  }

  @Override
  public <I extends Record, O extends Record> Future<Reply<O>> invoke(
      Call call, Operation<I, ?, O> operation, I input, JsonValue requestParameters) {
    return new Road<>(this, call, operation, input, requestParameters).travel();
  }

  @Override
  public <O> Future<Reply<O>> refuse(
      Call call, OperationId operation, ApiException reason, JsonValue requestParameters) {
    RecordWriter.Content content =
        new RecordWriter.Content(
            operation.service(),
            operation.name(),
            false,
            requestParameters,
            Optional.of(reason),
            Outcome.Details.NONE,
            List.of());
    List<Event> refused = new ArrayList<>(1);
    for (JsonObject record : records.write(call, content)) {
      refused.add(new Event(record, Optional.empty()));
    }
    return events
        .append(refused)
        .transform(
            stored ->
                Future.failedFuture(
                    stored.succeeded()
                        ? new Refused(reason, stored.result())
                        : reason(call, operation, stored.cause())));
  }

  /// What the caller is told. Only an [ApiException] was meant for him; everything else is ours to
  /// mend, and is logged with the request id he is given.
  ApiException reason(Call call, OperationId operation, Throwable failure) {
    if (failure instanceof ApiException meant) {
      return meant;
    }
    if (failure instanceof Outcome.StaleTarget) {
      return new ApiException(
          CommonErrors.THROTTLING, "the resource is being changed by other calls; try again");
    }
    if (failure instanceof Unavailable) {
      LOG.warn("{} {}: {}", operation, call.requestId(), failure.getMessage());
      return new ApiException(
          CommonErrors.UNAVAILABLE, "the service is temporarily unavailable; try again");
    }
    LOG.error("{} {} failed", operation, call.requestId(), failure);
    return new ApiException(CommonErrors.INTERNAL, "the request could not be completed; try again");
  }

  /// Notes that what follows from a call's change has yet to be taken up again.
  void unfinished(Call call, OperationId operation, Throwable failure) {
    LOG.warn("{} {} is not finished yet: {}", operation, call.requestId(), failure.toString());
  }

  Authorizer authorizer() {
    return authorizer;
  }

  Transactions transactions() {
    return transactions;
  }

  Changes changes() {
    return changes;
  }

  EventSink events() {
    return events;
  }

  RecordWriter records() {
    return records;
  }
}
