package io.keytrail.server.http;

import io.keytrail.server.http.gate.GateHandler;
import io.keytrail.server.http.gate.GatePipeline;
import io.keytrail.server.http.gate.GateRefusal;
import io.keytrail.server.http.gate.LargeBodies;
import io.keytrail.server.http.sigv4.ClaimReader;
import io.keytrail.server.http.sigv4.SigV4Verifier;
import io.keytrail.server.invoke.AccessKeys;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.ApiRecorder;
import io.keytrail.server.invoke.Authorizer;
import io.keytrail.server.invoke.BrowserSessions;
import io.keytrail.server.invoke.Invoker;
import io.keytrail.server.invoke.Operations;
import io.keytrail.server.invoke.Origin;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.wire.ServiceModels;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Decides what a request is, once, and hands it on: a signature means AWS or, for the service
/// `keytrail`, `/api/v1`; what looks like an AWS call without one is refused in its protocol; then
/// `/api/v1`, the public paths, and the dashboard. Thread-safe; runs on the event loop of the
/// connection.
public final class FrontDoor implements Handler<HttpServerRequest> {
  private static final CharSequence TARGET = HttpHeaders.createOptimized("x-amz-target");

  private final TrustedProxies proxies;
  private final RequestIds ids;
  private final HttpDate date;
  private final InstantSource clock;
  private final long callNanos;
  private final Refusals refusals;
  private final RateLimiter limiter;
  private final SignedEndpoint signed;
  private final ApiEndpoint api;
  private final PublicPaths publicPaths;
  private final LargeBodies largeBodies;

  /// What the front door stands before.
  ///
  /// @param publicUrl how browsers reach the dashboard
  /// @param readyChecks for `/health/ready`
  public record Parts(
      Operations operations,
      ServiceModels models,
      Invoker invoker,
      AccessKeys accessKeys,
      Authorizer authorizer,
      List<ApiOperation> apiOperations,
      ApiRecorder apiRecorder,
      AdminToken adminToken,
      BrowserSessions sessions,
      PublicUrl publicUrl,
      List<ReadyCheck> readyChecks,
      RefusalCounter refusals,
      HttpMetrics metrics) {
    public Parts {
      apiOperations = List.copyOf(apiOperations);
      readyChecks = List.copyOf(readyChecks);
    }
  }

  public FrontDoor(
      Vertx vertx, HttpConfig config, Parts parts, InstantSource clock, SecureRandom random) {
    this.proxies = new TrustedProxies(config.trustedProxies().stream().map(Cidr::parse).toList());
    this.ids = new RequestIds(random);
    this.date = new HttpDate();
    this.clock = clock;
    this.callNanos = config.callDeadline().toNanos();
    this.refusals = new Refusals(parts.refusals(), parts.metrics());
    this.limiter = new RateLimiter(config.rates(), System::nanoTime);
    this.api =
        new ApiEndpoint(
            parts.apiOperations(),
            new ApiCalls(parts.authorizer(), parts.apiRecorder()),
            new ApiSignIn(parts),
            refusals,
            limiter,
            parts.metrics());
    Services services = Services.of(parts.operations(), parts.models(), parts.metrics());
    this.signed =
        new SignedEndpoint(
            new SigV4Verifier(parts.accessKeys(), clock, random),
            services,
            new AwsEndpoint(services, parts.invoker(), refusals, limiter),
            api,
            refusals,
            config.kmsBodyBytes());
    this.publicPaths = new PublicPaths(vertx, parts);
    this.largeBodies = largeBodies(parts.apiOperations());
  }

  /// Where more than the ordinary may be sent to by who has signed in.
  LargeBodies largeBodies() {
    return largeBodies;
  }

  @Override
  public void handle(HttpServerRequest request) {
    GateHandler gate = GatePipeline.of(request.connection());
    if (gate.isClosing()) {
      return;
    }
    Exchange exchange = exchange(request, gate.source());
    Guarded.run(exchange, () -> route(exchange));
  }

  private void route(Exchange exchange) {
    String target = exchange.target();
    if (target.charAt(0) == GateHandler.REFUSAL_MARK) {
      refusals.gate(exchange, GateRefusal.valueOf(target.substring(1)));
    } else if (publicPaths.serve(exchange)) {
      return;
    } else if (!limiter.source(exchange.origin().sourceIp())) {
      throttled(exchange);
    } else if (ClaimReader.isSigned(target, exchange.headers())) {
      signed.handle(exchange);
    } else if (looksLikeAws(exchange)) {
      signed.unsigned(exchange);
    } else if (isApi(exchange.path())) {
      api.unsigned(exchange);
    } else {
      publicPaths.dashboard(exchange);
    }
  }

  private void throttled(Exchange exchange) {
    if (isApi(exchange.path())) {
      refusals.api(exchange, Problem.of(429, "THROTTLING", "too many requests; try again later"));
    } else {
      refusals.aws(exchange, SignedEndpoint.unscoped(exchange), Refusals.throttled());
    }
  }

  private static LargeBodies largeBodies(List<ApiOperation> operations) {
    Map<String, Long> byPath = new HashMap<>();
    for (ApiOperation operation : operations) {
      operation.upload().ifPresent(limits -> byPath.put(operation.path(), limits.maxBytes()));
    }
    return new LargeBodies(byPath);
  }

  private static boolean isApi(String path) {
    return path.startsWith(ApiEndpoint.PREFIX)
        && (path.length() == ApiEndpoint.PREFIX.length()
            || path.charAt(ApiEndpoint.PREFIX.length()) == '/');
  }

  /// An AWS call without a signature: a target, or a form at the root.
  private static boolean looksLikeAws(Exchange exchange) {
    if (exchange.headers().contains(TARGET)) {
      return true;
    }
    if (!exchange.path().equals("/")) {
      return false;
    }
    String query = exchange.query();
    return exchange.method().equals("POST")
        || query.startsWith("Action=")
        || query.contains("&Action=");
  }

  private Exchange exchange(HttpServerRequest request, String peer) {
    long now = System.nanoTime();
    Instant arrived = clock.instant();
    String agent = request.headers().get(HttpHeaders.USER_AGENT);
    Origin origin =
        new Origin(
            proxies.source(peer, request.headers()),
            agent == null ? "" : agent,
            proxies.secure(request.isSSL(), peer, request.headers()),
            false);
    return new Exchange(
        request,
        request.uri(),
        ids.next(),
        origin,
        arrived,
        now,
        now + callNanos,
        date.at(arrived),
        Objects.requireNonNull(Vertx.currentContext(), "a request comes on an event loop"));
  }
}
