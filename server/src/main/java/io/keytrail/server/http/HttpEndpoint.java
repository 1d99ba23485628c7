package io.keytrail.server.http;

import io.keytrail.server.http.gate.GatePipeline;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The open port: one listener on each of several event loops, every connection behind the gate.
public final class HttpEndpoint {
  private static final int BACKLOG = 4096;

  private final Vertx vertx;
  private final List<String> deployments = new ArrayList<>();
  private final int port;

  private HttpEndpoint(Vertx vertx, int port) {
    this.vertx = vertx;
    this.port = port;
  }

  /// Opens the port. Fails if it cannot be bound or the TLS files cannot be used.
  public static Future<HttpEndpoint> open(Vertx vertx, HttpConfig config, FrontDoor door) {
    TrustedProxies proxies =
        new TrustedProxies(config.trustedProxies().stream().map(Cidr::parse).toList());
    GatePipeline gate = new GatePipeline(config.gate(), proxies::trusts);
    // Vert.x gives all listeners that ask for one negative port the same free one; 0 would give each its own.
    int wanted = config.port() == 0 ? -1 : config.port();
    Listener first = new Listener(config, wanted, gate, door);
    return vertx
        .deployVerticle(first)
        .compose(
            id -> {
              HttpEndpoint endpoint = new HttpEndpoint(vertx, first.boundPort());
              endpoint.deployments.add(id);
              return endpoint.openRest(config, wanted, gate, door);
            });
  }

  private Future<HttpEndpoint> openRest(
      HttpConfig config, int wanted, GatePipeline gate, FrontDoor door) {
    List<Future<String>> rest = new ArrayList<>();
    for (int i = 1; i < config.eventLoops(); i++) {
      rest.add(vertx.deployVerticle(new Listener(config, wanted, gate, door)));
    }
    return Future.all(rest)
        .map(
            _ -> {
              rest.forEach(id -> deployments.add(id.result()));
              return this;
            });
  }

  public int port() {
    return port;
  }

  /// Takes no more connections and closes those there are.
  public Future<Void> close() {
    return Future.join(deployments.stream().map(vertx::undeploy).toList()).mapEmpty();
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
            .setHandle100ContinueAutomatically(true)
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
    private final int wantedPort;
    private final GatePipeline gate;
    private final FrontDoor door;
    private volatile int boundPort;

    Listener(HttpConfig config, int wantedPort, GatePipeline gate, FrontDoor door) {
      this.config = config;
      this.wantedPort = wantedPort;
      this.gate = gate;
      this.door = door;
    }

    @Override
    public Future<?> start() {
      HttpServer server =
          vertx
              .createHttpServer(options(config).setPort(wantedPort))
              .connectionHandler(gate::install)
              .requestHandler(door);
      return server.listen().onSuccess(open -> boundPort = open.actualPort());
    }

    int boundPort() {
      return boundPort;
    }
  }
}
