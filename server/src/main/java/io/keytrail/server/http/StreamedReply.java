package io.keytrail.server.http;

import io.keytrail.server.invoke.AnswerStream;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends a body bit by bit: the next bit is asked for only when the connection took the last, so
/// that a slow reader costs no memory. Confined to the connection's event loop.
final class StreamedReply {
  private static final Logger LOG = LoggerFactory.getLogger(StreamedReply.class);

  private final Exchange exchange;
  private final HttpServerResponse response;
  private final AnswerStream stream;
  private boolean closed;

  private StreamedReply(Exchange exchange, HttpServerResponse response, AnswerStream stream) {
    this.exchange = exchange;
    this.response = response;
    this.stream = stream;
  }

  /// Sends the head and then the body.
  ///
  /// @param seq of the event; 0 if there is none
  static void send(Exchange exchange, int status, AnswerStream stream, long seq) {
    exchange.loop().runOnContext(_ -> begin(exchange, status, stream, seq));
  }

  private static void begin(Exchange exchange, int status, AnswerStream stream, long seq) {
    if (exchange.answered()) {
      stream.close();
      return;
    }
    HttpServerResponse response = exchange.streamed(status, stream.contentType(), seq);
    stream.headers().forEach(response::putHeader);
    StreamedReply reply = new StreamedReply(exchange, response, stream);
    response.closeHandler(_ -> reply.close());
    response.exceptionHandler(_ -> reply.close());
    reply.pump();
  }

  private void pump() {
    if (closed) {
      return;
    }
    stream
        .next()
        .onComplete(
            next ->
                exchange
                    .loop()
                    .runOnContext(
                        _ -> {
                          if (next.succeeded()) {
                            write(next.result());
                          } else {
                            breakOff(next.cause());
                          }
                        }));
  }

  private void write(Optional<byte[]> bytes) {
    if (closed) {
      return;
    }
    if (bytes.isEmpty()) {
      close();
      response.end().onFailure(_ -> {});
      return;
    }
    // No bytes would end a chunked body.
    if (bytes.get().length > 0) {
      response.write(Buffer.buffer(bytes.get())).onFailure(_ -> close());
    }
    if (response.writeQueueFull()) {
      response.drainHandler(_ -> pump());
    } else {
      pump();
    }
  }

  /// The client sees a body without an end.
  private void breakOff(Throwable failure) {
    LOG.warn("{}: the answer broke off", exchange.requestId(), failure);
    close();
    exchange.request().connection().close().onFailure(_ -> {});
  }

  private void close() {
    if (!closed) {
      closed = true;
      stream.close();
    }
  }
}
