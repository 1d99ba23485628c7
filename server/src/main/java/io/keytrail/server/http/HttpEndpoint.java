package io.keytrail.server.http;

import io.keytrail.server.http.gate.GatePipeline;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// The open port: one listener on each of several event loops, every connection behind the gate.
public final class HttpEndpoint {
  private static final int BACKLOG = 4096;

  private final Vertx vertx;
  private final String deployment;
  private final int port;

  private HttpEndpoint(Vertx vertx, String deployment, int port) {
    this.vertx = vertx;
    this.deployment = deployment;
    this.port = port;
  }

  /// Opens the port. Fails if it cannot be bound or the TLS files cannot be used.
  public static Future<HttpEndpoint> open(Vertx vertx, HttpConfig config, FrontDoor door) {
    TrustedProxies proxies =
        new TrustedProxies(config.trustedProxies().stream().map(Cidr::parse).toList());
    GatePipeline gate = new GatePipeline(config.gate(), door.largeBodies(), proxies::trusts);
    AtomicInteger bound = new AtomicInteger();
    return vertx
        .deployVerticle(
            () -> new Listener(config, gate, door, bound),
            new DeploymentOptions().setInstances(config.eventLoops()))
        .map(id -> new HttpEndpoint(vertx, id, bound.get()));
  }

  public int port() {
    return port;
  }

  /// Takes no more connections and closes those there are.
  public Future<Void> close() {
    return vertx.undeploy(deployment);
  }

  static HttpServerOptions options(HttpConfig config) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(config.host())
            .setAcceptBacklog(BACKLOG)
            .setTcpNoDelay(true)
            .setHttp2ClearTextEnabled(false)
            .setUseAlpn(false)
            .setCompressionSupported(false)
            .setDecompressionSupported(false)
            .setPerFrameWebSocketCompressionSupported(false)
            .setPerMessageWebSocketCompressionSupported(false)
            // Said by who reads the body, once it is known whose it is.
            .setHandle100ContinueAutomatically(false)
            .setMaxInitialLineLength(config.gate().headBytes())
            .setMaxHeaderSize(config.gate().headBytes())
            .setDecoderInitialBufferSize(1024);
    config
        .tls()
        .ifPresent(
            tls ->
                options
                    .setSsl(true)
                    .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
                    .setKeyCertOptions(
                        new PemKeyCertOptions()
                            .setCertPath(tls.certificate().toString())
                            .setKeyPath(tls.key().toString())));
    return options;
  }

  /// One listener; confined to its event loop.
  private static final class Listener extends VerticleBase {
    private final HttpConfig config;
    private final GatePipeline gate;
    private final FrontDoor door;
    private final AtomicInteger bound;

    Listener(HttpConfig config, GatePipeline gate, FrontDoor door, AtomicInteger bound) {
      this.config = config;
      this.gate = gate;
      this.door = door;
      this.bound = bound;
    }

    @Override
    public Future<?> start() {
      // To Vert.x, a negative port is any free one that the instances of a deployment share.
      int port = config.port() == 0 ? -1 : config.port();
      HttpServer server =
          vertx
              .createHttpServer(options(config).setPort(port))
              .connectionHandler(gate::install)
              .requestHandler(door);
      return server.listen().onSuccess(open -> bound.set(open.actualPort()));
    }
  }
}
