package io.keytrail.server.invoke;

import io.vertx.core.Future;

/// An operation of `/api/v1` whose change is made in the transaction that stores its event.
public interface ApiChange extends ApiOperation {

  /// Fails with [Problem] for what the client did wrong; what must hold when the change is made is
  /// looked at again in its transaction.
  Future<Outcome<Answer>> change(Call call, Request request);

  @Override
  default Future<Outcome<Answer>> run(Call call, Request request) {
    return change(call, request);
  }

  @Override
  default Future<Answer> handle(Call call, Request request) {
    return Future.failedFuture(new IllegalStateException(path() + " is run as a change"));
  }
}
