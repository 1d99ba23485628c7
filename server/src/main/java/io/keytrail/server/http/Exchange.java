package io.keytrail.server.http;

import io.keytrail.server.http.gate.GateHandler;
import io.keytrail.server.http.gate.GatePipeline;
import io.keytrail.server.invoke.Origin;
import io.netty.buffer.Unpooled;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.time.Instant;

/// One request and its one reply. Confined to the connection's event loop.
///
/// @param target raw request target; the path is never decoded a second time
/// @param deadlineNanos by [System#nanoTime]
/// @param loop the connection's event loop
record Exchange(
    HttpServerRequest request,
    String target,
    String requestId,
    Origin origin,
    Instant arrived,
    long startNanos,
    long deadlineNanos,
    String date,
    Context loop) {
  private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-amzn-RequestId");
  private static final CharSequence SEQ = HttpHeaders.createOptimized("x-keytrail-seq");
  private static final CharSequence CLOSE = HttpHeaders.createOptimized("close");

  MultiMap headers() {
    return request.headers();
  }

  String method() {
    return request.method().name();
  }

  /// Raw path.
  String path() {
    int mark = target.indexOf('?');
    return mark < 0 ? target : target.substring(0, mark);
  }

  /// Raw query, empty if there is none.
  String query() {
    int mark = target.indexOf('?');
    return mark < 0 ? "" : target.substring(mark + 1);
  }

  /// Tells a client that waits for leave to send its body.
  void letBodyCome() {
    if (headers().contains(HttpHeaders.EXPECT)) {
      var _ = request.response().writeContinue();
    }
  }

  /// The reply, so far without status and headers of its own.
  HttpServerResponse response() {
    return request.response().putHeader(HttpHeaders.DATE, date).putHeader(REQUEST_ID, requestId);
  }

  /// @param seq of the event; 0 if there is none
  void reply(int status, CharSequence contentType, byte[] body, long seq) {
    if (answered()) {
      return;
    }
    HttpServerResponse response = response().setStatusCode(status);
    response.putHeader(HttpHeaders.CONTENT_TYPE, contentType);
    if (seq > 0) {
      response.putHeader(SEQ, Long.toString(seq));
    }
    end(response, body);
  }

  /// The head of a reply whose body comes bit by bit.
  ///
  /// @param seq of the event; 0 if there is none
  HttpServerResponse streamed(int status, CharSequence contentType, long seq) {
    HttpServerResponse response = response().setStatusCode(status).setChunked(true);
    response.putHeader(HttpHeaders.CONTENT_TYPE, contentType);
    if (seq > 0) {
      response.putHeader(SEQ, Long.toString(seq));
    }
    return response;
  }

  /// Whether nothing more can be said: a reply is on its way, or the client has gone.
  boolean answered() {
    HttpServerResponse response = request.response();
    return response.headWritten() || response.ended() || response.closed();
  }

  /// Ends a reply that has its headers. A client that has gone misses it.
  void end(HttpServerResponse response, byte[] body) {
    if (!answered()) {
      response.end(buffer(body)).onFailure(_ -> {});
    }
  }

  /// Without a copy: nobody changes a body any more that is being sent.
  private static Buffer buffer(byte[] body) {
    return BufferInternal.buffer(Unpooled.wrappedBuffer(body));
  }

  /// A reply after which nothing more is read from the connection.
  ///
  /// @param seq of the event; 0 if there is none
  void replyAndClose(int status, CharSequence contentType, byte[] body, long seq) {
    if (answered()) {
      return;
    }
    gate().lastReply();
    if (seq > 0) {
      request.response().putHeader(SEQ, Long.toString(seq));
    }
    response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
        .putHeader(HttpHeaders.CONNECTION, CLOSE)
        .end(buffer(body))
        .onComplete(_ -> gate().closeGently());
  }

  GateHandler gate() {
    return GatePipeline.of(request.connection());
  }
}
