package io.keytrail.server.http.gate;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A server that is all gate: it echoes `METHOD target length` of what got through and lists it.
final class GatedServer implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  final ConcurrentLinkedQueue<String> served = new ConcurrentLinkedQueue<>();
  final int port;

  GatedServer(GateLimits limits) {
    HttpServer server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHttp2ClearTextEnabled(false)
                    .setHandle100ContinueAutomatically(true)
                    .setMaxInitialLineLength(16384)
                    .setMaxHeaderSize(16384))
            .connectionHandler(new GatePipeline(limits, LargeBodies.NONE, _ -> false)::install)
            .requestHandler(this::handle);
    port = server.listen(0, "127.0.0.1").await().actualPort();
  }

  private void handle(HttpServerRequest request) {
    GateHandler gate = GatePipeline.of(request.connection());
    if (request.uri().charAt(0) == GateHandler.REFUSAL_MARK) {
      refuse(request, GateRefusal.valueOf(request.uri().substring(1)));
      return;
    }
    gate.onBodyFault(refusal -> refuse(request, refusal));
    request
        .body()
        .onSuccess(
            body -> {
              gate.bodyRead();
              String line = request.method() + " " + request.uri() + " " + body.length();
              served.add(line);
              request.response().end("<" + line + ">").onFailure(_ -> {});
            })
        .onFailure(_ -> {});
  }

  private static void refuse(HttpServerRequest request, GateRefusal refusal) {
    request
        .response()
        .setStatusCode(refusal.status())
        .putHeader("connection", "close")
        .end(refusal.name())
        .onComplete(_ -> GatePipeline.of(request.connection()).closeGently());
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
