package io.keytrail.server;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.demo.Demo;
import io.keytrail.server.http.AdminToken;
import io.keytrail.server.http.FrontDoor;
import io.keytrail.server.http.HttpConfig;
import io.keytrail.server.http.HttpEndpoint;
import io.keytrail.server.http.HttpMetrics;
import io.keytrail.server.http.RateLimits;
import io.keytrail.server.http.RefusalCounts;
import io.keytrail.server.iam.Bootstrap;
import io.keytrail.server.iam.Credentials;
import io.keytrail.server.iam.CredentialsFile;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.Origin;
import io.keytrail.server.jobs.JobRunner;
import io.keytrail.server.trail.Follower;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A server that answers. Started and closed by one thread, which blocks; everything between runs
/// on event loops.
public final class RunningServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);

  /// As what the server itself stands in the trail.
  private static final String SELF = "keytrail.amazonaws.com";

  private final Foundation foundation;
  private final Wiring wiring;
  private final Follower follower;
  private final Housekeeping housekeeping;
  private final JobRunner jobs;
  private final RefusalCounts refusals;
  private final HttpEndpoint endpoint;
  private final URI uri;
  private final Optional<Demo.Answer> demo;

  private RunningServer(
      Foundation foundation,
      Wiring wiring,
      Follower follower,
      Housekeeping housekeeping,
      JobRunner jobs,
      RefusalCounts refusals,
      HttpEndpoint endpoint,
      URI uri,
      Optional<Demo.Answer> demo) {
    this.foundation = foundation;
    this.wiring = wiring;
    this.follower = follower;
    this.housekeeping = housekeeping;
    this.jobs = jobs;
    this.refusals = refusals;
    this.endpoint = endpoint;
    this.uri = uri;
    this.demo = demo;
  }

  /// Starts and answers; the admin token and the credentials are on disk before this returns.
  ///
  /// @throws IOException or a RuntimeException whose message an operator can act on
  public static RunningServer start(ServerConfig config) throws IOException, InterruptedException {
    return start(config, System.getenv());
  }

  static RunningServer start(ServerConfig config, Map<String, String> environment)
      throws IOException, InterruptedException {
    Foundation foundation = Foundation.open(config);
    try {
      return assemble(foundation, config, environment);
    } catch (IOException | RuntimeException failure) {
      foundation.close();
      throw failure;
    }
  }

  private static RunningServer assemble(
      Foundation foundation, ServerConfig config, Map<String, String> environment)
      throws IOException {
    InstantSource clock = InstantSource.system();
    Housekeeping.Durability durability = new Housekeeping.Durability();
    Wiring wiring = new Wiring(foundation, config, clock, durability::complaint);
    Foundation.await(wiring.changes.start());
    firstSteps(wiring, config, environment);
    Secret token =
        AdminTokenFile.openOrCreate(config.data().resolve("admin-token"), foundation.random());
    Optional<Demo.Answer> demo =
        config.demo()
            ? Optional.of(Foundation.await(wiring.demo.ask(config.region())))
            : Optional.empty();
    Follower follower = wiring.follower.begin();
    RefusalCounts refusals = new RefusalCounts(clock);
    Housekeeping housekeeping =
        Housekeeping.start(
            foundation.vertx(),
            new Housekeeping.Charges(
                foundation.database(),
                wiring.changes,
                wiring.keyDeletion,
                wiring.ebs,
                wiring.jobs,
                wiring.sessions,
                wiring.iam,
                wiring.imports,
                () -> refusals.flush(wiring.recorder, false),
                clock),
            durability);
    FrontDoor.Parts parts =
        new FrontDoor.Parts(
            wiring.operations,
            wiring.models,
            wiring.invoker,
            wiring.accessKeys,
            wiring.authorizer,
            wiring.apiOperations(),
            wiring.recorder,
            new AdminToken(token, config.account(), config.region()),
            wiring.sessions.sessions(),
            wiring.publicUrl,
            Readiness.checks(foundation.database(), wiring, follower),
            refusals,
            HttpMetrics.create());
    HttpConfig http = http(config, environment);
    FrontDoor door = new FrontDoor(foundation.vertx(), http, parts, clock, foundation.random());
    HttpEndpoint endpoint;
    try {
      endpoint = listen(foundation, http, door);
    } catch (RuntimeException failure) {
      // Both work on by themselves, on a foundation that is about to go.
      housekeeping.close();
      follower.close();
      throw failure;
    }
    URI ready = uri(config, endpoint.port());
    wiring.publicUrl.listening(ready);
    return new RunningServer(
        foundation,
        wiring,
        follower,
        housekeeping,
        startJobs(foundation, config, wiring, clock),
        refusals,
        endpoint,
        ready,
        demo);
  }

  private static JobRunner startJobs(
      Foundation foundation, ServerConfig config, Wiring wiring, InstantSource clock) {
    return JobRunner.start(
        new JobRunner.Dependencies(
            foundation.vertx(),
            wiring.jobs,
            wiring.jobQueue,
            foundation.database(),
            clock,
            config.database().isEmpty()),
        wiring.jobTypes,
        JobRunner.Settings.standard());
  }

  /// Opens the port, or says which one could not be opened and what to do. The reason is in the
  /// message, because the operator is shown the innermost failure only.
  private static HttpEndpoint listen(Foundation foundation, HttpConfig http, FrontDoor door) {
    try {
      return Foundation.await(HttpEndpoint.open(foundation.vertx(), http, door));
    } catch (RuntimeException failure) {
      Throwable reason = failure;
      while (reason.getCause() != null) {
        reason = reason.getCause();
      }
      LOG.debug("the port did not open", failure);
      throw new IllegalStateException(
          "cannot listen on %s:%d (%s); end what uses the port, or give another --port"
              .formatted(http.host(), http.port(), reason.getMessage()));
    }
  }

  /// The default account and its root user's access key, which the operator may choose himself.
  private static void firstSteps(
      Wiring wiring, ServerConfig config, Map<String, String> environment) throws IOException {
    String id = environment.getOrDefault("KEYTRAIL_ACCESS_KEY_ID", "");
    String secret = environment.getOrDefault("KEYTRAIL_SECRET_ACCESS_KEY", "");
    if (id.isEmpty() != secret.isEmpty()) {
      throw new IllegalArgumentException(
          "KEYTRAIL_ACCESS_KEY_ID and KEYTRAIL_SECRET_ACCESS_KEY belong together: set both or"
              + " none");
    }
    Optional<Bootstrap.Given> given =
        id.isEmpty()
            ? Optional.empty()
            : Optional.of(new Bootstrap.Given(id, Secret.ofUtf8(secret)));
    Optional<Credentials> credentials =
        Foundation.await(wiring.iam.bootstrap().run(config.account(), given));
    if (credentials.isPresent()) {
      new CredentialsFile(config.data().resolve("credentials")).write(credentials.get());
    }
  }

  private static HttpConfig http(ServerConfig config, Map<String, String> environment) {
    HttpConfig http =
        HttpConfig.cleartext(config.host(), config.port())
            .withTrustedProxies(config.trustedProxies());
    if (environment.getOrDefault("KEYTRAIL_RATE_LIMITS", "").equals("off")) {
      http = http.withRates(new RateLimits(0, 0, 0, 1));
    }
    return config.tls().isEmpty()
        ? http
        : http.withTls(
            new HttpConfig.Tls(config.tls().get().certificate(), config.tls().get().key()));
  }

  private static URI uri(ServerConfig config, int port) {
    String host = config.host().indexOf(':') >= 0 ? "[" + config.host() + "]" : config.host();
    return URI.create((config.tls().isPresent() ? "https" : "http") + "://" + host + ":" + port);
  }

  /// Where it answers.
  public URI uri() {
    return uri;
  }

  /// What came of `--demo`; empty without it.
  public Optional<Demo.Answer> demo() {
    return demo;
  }

  /// A link that signs the operator in to the dashboard, once, within ten minutes.
  public String signInLink(ServerConfig config) {
    Origin origin = new Origin(SELF, SELF, true, true);
    Caller operator =
        new Caller(
            new Principal.Root(config.account()),
            Optional.empty(),
            origin,
            Optional.empty(),
            Optional.empty(),
            true,
            Map.of());
    Call call =
        new Call(
            UUID.randomUUID().toString(),
            InstantSource.system().instant(),
            config.account(),
            config.region(),
            operator,
            System.nanoTime() + Duration.ofSeconds(10).toNanos());
    return Foundation.await(wiring.sessions.operatorsLink(call));
  }

  /// Takes no more calls, makes the index durable, ends its PostgreSQL; within 10 s.
  @Override
  public void close() {
    quietly("port", () -> Foundation.await(endpoint.close()));
    quietly("jobs", jobs::close);
    quietly("housekeeping", housekeeping::close);
    quietly("counted refusals", () -> Foundation.await(refusals.flush(wiring.recorder, true)));
    quietly("follower", follower::close);
    quietly("change feed", () -> Foundation.await(wiring.changes.close()));
    quietly("foundation", foundation::close);
  }

  /// What cannot end well must not keep the rest from ending.
  private static void quietly(String what, Runnable end) {
    try {
      end.run();
    } catch (RuntimeException failure) {
      LOG.warn("the {} did not end cleanly", what, failure);
    }
  }
}
