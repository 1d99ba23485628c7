package io.keytrail.server.invoke;

import io.keytrail.audit.json.JsonObject;
import io.vertx.core.Future;

/// Port: any operation that this server serves, by its wire name, with members as the service's
/// model calls them. By this a core uses another core, like a client that needs no wire: the call
/// is validated, authorised, recorded and refused on the same road.
///
/// Members are in the kinds of awsJson whatever the service's protocol: times are epoch seconds,
/// blobs base64. Secrets do not belong here: what needs a plaintext key asks a port that answers a
/// [io.keytrail.server.crypto.Secret].
public interface ServiceCalls {

  /// Runs the operation as the call's caller. The event is durable before the future completes.
  ///
  /// Fails with [Invoker.Refused], which carries what the operation answered; an operation that
  /// this server does not have is refused, and recorded, like a client's.
  ///
  /// @param call of the service itself, or of the principal it acts for ([Caller#via]); an internal
  ///     call has a request id of its own ([Call#as])
  Future<Reply> call(Call call, OperationId operation, JsonObject input);

  /// @param output members that the operation left out are absent
  /// @param seq the event's sequence number
  record Reply(JsonObject output, long seq) {}
}
