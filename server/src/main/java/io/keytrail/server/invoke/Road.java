package io.keytrail.server.invoke;

import io.keytrail.audit.event.EvaluatedRequest;
import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One call on the road, with what is known of it so far: what a refusal's record can still say
/// depends on how far it came. Confined to the call's event loop.
final class Road<I extends Record, T, O extends Record> {
  private static final int MAX_ATTEMPTS = 5;

  private final RoadInvoker invoker;
  private final Call call;
  private final Operation<I, T, O> operation;
  private final I input;
  private final JsonValue requestParameters;

  private Authorization authorization = Authorization.UNCHECKED;
  private List<ResourceRef> resources = List.of();
  private int attempts;

  Road(
      RoadInvoker invoker,
      Call call,
      Operation<I, T, O> operation,
      I input,
      JsonValue requestParameters) {
    this.invoker = invoker;
    this.call = call;
    this.operation = operation;
    this.input = input;
    this.requestParameters = requestParameters;
  }

  Future<Invoker.Reply<O>> travel() {
    attempts++;
    authorization = Authorization.UNCHECKED;
    resources = List.of();
    // An operation may refuse by throwing before it has a future to fail.
    return Future.succeededFuture()
        .compose(_ -> operation.target(call, input))
        .compose(this::authorize)
        .compose(this::execute)
        .compose(this::conclude)
        .recover(this::refuse);
  }

  private Future<T> authorize(T found) {
    resources = operation.resources(call, input, found);
    List<Check> checks = operation.checks(call, input, found);
    if (checks.isEmpty()) {
      if (operation.access() instanceof Access.Checked) {
        throw new IllegalStateException(operation.id() + " declares checks and made none");
      }
      return Future.succeededFuture(found);
    }
    return invoker.authorizer().authorize(call, checks).map(answer -> admit(found, answer));
  }

  private T admit(T found, Authorization answer) {
    authorization = answer;
    if (!answer.allowed()) {
      throw new ApiException(
          CommonErrors.ACCESS_DENIED, operation.refusalMessage(call, input, found, answer));
    }
    return found;
  }

  private Future<Outcome<O>> execute(T found) {
    return operation.execute(call, input, found, authorization);
  }

  private Future<Invoker.Reply<O>> conclude(Outcome<O> outcome) {
    return switch (outcome) {
      case Outcome.Answer<O> answer ->
          invoker
              .events()
              .append(events(Optional.empty(), answer.details()))
              .map(seq -> new Invoker.Reply<>(answer.output(), seq));
      case Outcome.Change<O> change -> commit(change);
    };
  }

  private Future<Invoker.Reply<O>> commit(Outcome.Change<O> change) {
    return invoker
        .transactions()
        .inTransaction(tx -> change.work().apply(tx).compose(answer -> store(tx, change, answer)))
        .onSuccess(_ -> invoker.changes().changedHere(change.invalidates()))
        .compose(reply -> follow(change).map(reply));
  }

  /// The change stands, whatever becomes of what follows from it.
  private Future<Void> follow(Outcome.Change<O> change) {
    return Future.<Void>succeededFuture()
        .compose(_ -> change.afterwards().get())
        .recover(
            failure -> {
              invoker.unfinished(call, operation.id(), failure);
              return Future.succeededFuture();
            });
  }

  private Future<Invoker.Reply<O>> store(
      Tx tx, Outcome.Change<O> change, Outcome.Answer<O> answer) {
    return invoker
        .changes()
        .record(tx, change.invalidates())
        .compose(_ -> invoker.events().append(tx, events(Optional.empty(), answer.details())))
        .map(seq -> new Invoker.Reply<>(answer.output(), seq));
  }

  private Future<Invoker.Reply<O>> refuse(Throwable failure) {
    if (failure instanceof Outcome.StaleTarget && attempts < MAX_ATTEMPTS) {
      return travel();
    }
    ApiException reason = invoker.reason(call, operation.id(), failure);
    return invoker
        .events()
        .append(events(Optional.of(reason), Outcome.Details.NONE))
        .transform(
            stored ->
                Future.failedFuture(
                    stored.succeeded()
                        ? new Invoker.Refused(reason, stored.result())
                        : invoker.reason(call, operation.id(), stored.cause())));
  }

  private List<Event> events(Optional<ApiException> error, Outcome.Details details) {
    RecordWriter.Content content =
        new RecordWriter.Content(
            operation.id().service(),
            operation.id().name(),
            operation.readOnly(),
            error.isPresent() || operation.showsParameters() ? requestParameters : JsonNull.NULL,
            error,
            details,
            resources);
    Optional<EvaluatedRequest> evaluated = EvaluatedRequests.of(authorization.evaluated());
    List<Event> events = new ArrayList<>(1);
    for (JsonObject record : invoker.records().write(call, content)) {
      events.add(new Event(record, evaluated));
    }
    return events;
  }
}
