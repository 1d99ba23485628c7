package io.keytrail.server.http;

import io.keytrail.audit.json.JsonValue;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Invoker;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// Runs operations at once and remembers what would be on record.
final class PlainInvoker implements Invoker {
  final List<String> recorded = new CopyOnWriteArrayList<>();
  final List<Call> calls = new CopyOnWriteArrayList<>();
  private final AtomicLong seq = new AtomicLong();

  @Override
  public <I extends Record, O extends Record> Future<Reply<O>> invoke(
      Call call, Operation<I, ?, O> operation, I input, JsonValue requestParameters) {
    calls.add(call);
    return run(call, operation, input)
        .transform(
            result -> {
              if (result.succeeded()) {
                recorded.add(operation.id() + " ok");
                return Future.succeededFuture(new Reply<>(result.result(), seq.incrementAndGet()));
              }
              if (result.cause() instanceof ApiException reason) {
                return refuse(call, operation.id(), reason, requestParameters);
              }
              return Future.failedFuture(result.cause());
            });
  }

  private static <I extends Record, T, O extends Record> Future<O> run(
      Call call, Operation<I, T, O> operation, I input) {
    return operation
        .target(call, input)
        .compose(target -> operation.execute(call, input, target, Authorization.UNCHECKED))
        .map(outcome -> ((Outcome.Answer<O>) outcome).output());
  }

  @Override
  public <O> Future<Reply<O>> refuse(
      Call call, OperationId operation, ApiException reason, JsonValue requestParameters) {
    recorded.add(operation + " " + reason.code().name());
    return Future.failedFuture(new Refused(reason, seq.incrementAndGet()));
  }
}
