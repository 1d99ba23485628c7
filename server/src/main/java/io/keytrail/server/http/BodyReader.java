package io.keytrail.server.http;

import io.keytrail.server.http.gate.GateHandler;
import io.keytrail.server.http.gate.GateRefusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/// Collects one body, counting. Confined to the connection's event loop.
final class BodyReader {
  private static final byte[] NONE = new byte[0];

  private final GateHandler gate;
  private final int maxBytes;
  private final Promise<byte[]> done = Promise.promise();
  private @Nullable Buffer collected;
  private boolean copied;

  private BodyReader(GateHandler gate, int maxBytes) {
    this.gate = gate;
    this.maxBytes = maxBytes;
  }

  /// The whole body. Must be called before the handler of the request returns. Fails with
  /// [BodyRefused]; never completes if the client goes away.
  static Future<byte[]> read(Exchange exchange, int maxBytes) {
    HttpServerRequest request = exchange.request();
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    boolean chunked = request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    if (!chunked && (length == null || length.equals("0"))) {
      return Future.succeededFuture(NONE);
    }
    // The gate has let only plain decimals below its own limit through.
    if (length != null && Long.parseLong(length) > maxBytes) {
      return Future.failedFuture(new BodyRefused(GateRefusal.BODY_TOO_LARGE));
    }
    exchange.letBodyCome();
    BodyReader reader = new BodyReader(exchange.gate(), maxBytes);
    request.handler(reader::chunk);
    request.endHandler(_ -> reader.end());
    request.exceptionHandler(_ -> reader.gate.bodyRead());
    reader.gate.onBodyFault(refusal -> reader.done.tryFail(new BodyRefused(refusal)));
    return reader.done.future();
  }

  private void chunk(Buffer chunk) {
    Buffer before = collected;
    int size = chunk.length() + (before == null ? 0 : before.length());
    if (size > maxBytes) {
      collected = null;
      gate.bodyRead();
      done.tryFail(new BodyRefused(GateRefusal.BODY_TOO_LARGE));
    } else if (before == null) {
      collected = chunk;
    } else if (copied) {
      before.appendBuffer(chunk);
    } else {
      collected = Buffer.buffer(2 * size).appendBuffer(before).appendBuffer(chunk);
      copied = true;
    }
  }

  private void end() {
    gate.bodyRead();
    Buffer all = collected;
    done.tryComplete(all == null ? NONE : all.getBytes());
  }
}
