package io.keytrail.server.calls;

import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.CommonErrors;
import io.keytrail.server.invoke.Invoker;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Operations;
import io.keytrail.server.invoke.ServiceCalls;
import io.keytrail.server.wire.OperationCodec;
import io.keytrail.server.wire.ServiceModels;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The [ServiceCalls] of one server: no wire between caller and operation. Thread-safe.
public final class LocalCalls implements ServiceCalls {
  private final Supplier<Operations> operations;
  private final ServiceModels models;
  private final Invoker invoker;
  private final Map<OperationId, OperationCodec<?, ?>> codecs = new ConcurrentHashMap<>();

  /// @param operations asked at each call, because the cores that call are made before the list is
  public LocalCalls(Supplier<Operations> operations, ServiceModels models, Invoker invoker) {
    this.operations = operations;
    this.models = models;
    this.invoker = invoker;
  }

  @Override
  public Future<Reply> call(Call call, OperationId operation, JsonObject input) {
    Optional<Operation<?, ?, ?>> found = operations.get().find(operation);
    return found.isPresent()
        ? run(call, found.get(), input)
        : invoker
            .<Record>refuse(
                call,
                operation,
                new ApiException(CommonErrors.UNKNOWN_OPERATION, ""),
                JsonNull.NULL)
            .mapEmpty();
  }

  private <I extends Record, O extends Record> Future<Reply> run(
      Call call, Operation<I, ?, O> operation, JsonObject members) {
    OperationCodec<I, O> codec = codec(operation);
    I input;
    try {
      input = codec.readMembers(members);
    } catch (ApiException malformed) {
      return invoker
          .<O>refuse(call, operation.id(), malformed, codec.rawParameters(members))
          .mapEmpty();
    }
    return invoker
        .invoke(call, operation, input, codec.requestParameters(input))
        .map(reply -> new Reply(codec.writeMembers(reply.output()), reply.seq()));
  }

  // The map's value has the type parameters of its key's operation; only this method fills it.
  @SuppressWarnings("unchecked")
  private <I extends Record, O extends Record> OperationCodec<I, O> codec(
      Operation<I, ?, O> operation) {
    return (OperationCodec<I, O>)
        codecs.computeIfAbsent(operation.id(), _ -> OperationCodec.of(operation, models));
  }
}
