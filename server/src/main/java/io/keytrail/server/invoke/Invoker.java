package io.keytrail.server.invoke;

import io.keytrail.audit.json.JsonValue;
import io.vertx.core.Future;

/// Drives calls along the one road. Used by `http` for clients and by cores that need another
/// core's operation.
public interface Invoker {

  /// Runs one operation. The event is durable before the future completes, whether it succeeds or
  /// fails; a failure is a [Refused] that carries the [ApiException] and the event's sequence
  /// number.
  ///
  /// @param requestParameters of the record: the input as CloudTrail shows it, secrets left out
  <I extends Record, O extends Record> Future<Reply<O>> invoke(
      Call call, Operation<I, ?, O> operation, I input, JsonValue requestParameters);

  /// Records a call that was refused before an operation could run (malformed input, unknown
  /// operation). Always fails, with [Refused], once the event is durable.
  <O> Future<Reply<O>> refuse(
      Call call, OperationId operation, ApiException reason, JsonValue requestParameters);

  /// @param seq the event's sequence number, `x-keytrail-seq`
  record Reply<O>(O output, long seq) {}

  /// A refusal that is on record.
  final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ApiException reason;
    private final long seq;

    public Refused(ApiException reason, long seq) {
      super(reason.message(), reason, false, false);
      this.reason = reason;
      this.seq = seq;
    }

    public ApiException reason() {
      return reason;
    }

    public long seq() {
      return seq;
    }
  }
}
