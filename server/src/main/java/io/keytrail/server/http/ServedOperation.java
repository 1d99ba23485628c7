package io.keytrail.server.http;

import io.keytrail.server.http.HttpMetrics.OperationTimers;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Invoker;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.wire.OperationCodec;
import io.keytrail.server.wire.ServiceModels;
import io.keytrail.server.wire.WireRequest;
import io.vertx.core.Future;

/// An operation with its codec and its timers, joined once at start.
record ServedOperation<I extends Record, O extends Record>(
    Operation<I, ?, O> operation, OperationCodec<I, O> codec, OperationTimers timers) {

  static <I extends Record, O extends Record> ServedOperation<I, O> of(
      Operation<I, ?, O> operation, ServiceModels models, HttpMetrics metrics) {
    return new ServedOperation<>(
        operation,
        OperationCodec.of(operation, models),
        metrics.operation(operation.id().service(), operation.id().name()));
  }

  /// Reads, invokes, writes. Fails as the [Invoker] does; malformed input is on record too.
  Future<Answer> serve(Call call, WireRequest wire, Invoker invoker) {
    I input;
    try {
      input = codec.read(wire);
    } catch (ApiException malformed) {
      return invoker
          .<O>refuse(call, operation.id(), malformed, codec.rawParameters(wire))
          .map(reply -> answer(call, reply));
    }
    return invoker
        .invoke(call, operation, input, codec.requestParameters(input))
        .map(reply -> answer(call, reply));
  }

  private Answer answer(Call call, Invoker.Reply<O> reply) {
    return new Answer(codec.write(reply.output(), call.requestId()), reply.seq());
  }

  /// A reply's body and its event's sequence number.
  record Answer(byte[] body, long seq) {}
}
