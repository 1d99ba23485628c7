package io.keytrail.server.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// A closed loop over keep-alive connections: each sends its next prepared request when the answer
/// to the last has arrived. One event loop. Understands just enough of HTTP/1.1: a status and a
/// Content-Length.
final class Load {
  private static final Duration WINDOW = Duration.ofSeconds(5);
  private static final double GAIN = 1.05;
  private static final int WINDOWS_WITHOUT_GAIN = 3;
  private static final int MOST_WINDOWS = 24;

  private final String host;
  private final int port;
  private final int connections;

  Load(String host, int port, int connections) {
    this.host = host;
    this.port = port;
    this.connections = connections;
  }

  /// @param latencies in microseconds
  /// @param firstFailure head and body of the first answer that was not 200, else empty
  record Result(
      long requests, long failures, double seconds, Histogram latencies, String firstFailure) {
    double perSecond() {
      return requests / seconds;
    }

    double millis(double percentile) {
      return latencies.getValueAtPercentile(percentile) / 1000.0;
    }
  }

  /// Sends each request once, in any order, and returns the answers, head and body, in the order of
  /// the requests.
  ///
  /// @throws IllegalStateException at the first answer that is not 200
  List<String> once(List<byte[]> requests) throws InterruptedException {
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
    try {
      Once once = new Once(requests, new CountDownLatch(connections));
      NetClient client = vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
      vertx.runOnContext(
          _ -> {
            for (int i = 0; i < connections; i++) {
              client
                  .connect(port, host)
                  .onSuccess(socket -> new LoadConnection(once, socket).begin())
                  .onFailure(once::failed);
            }
          });
      if (!once.open.await(10, TimeUnit.MINUTES) || !once.failure.isEmpty()) {
        throw new IllegalStateException("preparing the load failed: " + once.failure);
      }
      return List.of(once.answers);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  /// Runs the requests until the server has become no faster for a while: what a server does in its
  /// first minute is mostly to compile.
  ///
  /// @return how long that took
  Duration warmUp(List<byte[]> requests) throws InterruptedException {
    long begin = System.nanoTime();
    double best = 0;
    for (int i = 0, slower = 0; i < MOST_WINDOWS && slower < WINDOWS_WITHOUT_GAIN; i++) {
      double now = run(requests, Duration.ZERO, WINDOW).perSecond();
      slower = now > best * GAIN ? 0 : slower + 1;
      best = Math.max(best, now);
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /// The baseline of a run: the bare JSON endpoint `/health/live`, warm.
  Result bare(ServerProcess server, Duration time) throws InterruptedException {
    String head = "GET /health/live HTTP/1.1\r\nHost: " + server.uri().getAuthority() + "\r\n\r\n";
    List<byte[]> requests = List.of(head.getBytes(StandardCharsets.ISO_8859_1));
    warmUp(requests);
    return run(requests, Duration.ZERO, time);
  }

  /// Runs the requests round and round: unmeasured for `warmUp`, then measured for `time`.
  Result run(List<byte[]> requests, Duration warmUp, Duration time) throws InterruptedException {
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
    try {
      Run run = new Run(requests, warmUp, time, new CountDownLatch(connections));
      NetClient client =
          vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true).setReusePort(true));
      vertx.runOnContext(
          _ -> {
            for (int i = 0; i < connections; i++) {
              client
                  .connect(port, host)
                  .onSuccess(socket -> new LoadConnection(run, socket).begin())
                  .onFailure(run::failed);
            }
          });
      long limit = warmUp.plus(time).plusSeconds(30).toMillis();
      if (!run.open.await(limit, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("the server stopped answering");
      }
      return run.result();
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private static final class Once implements LoadConnection.Source {
    private final List<byte[]> requests;
    private final String[] answers;
    private final CountDownLatch open;
    private int taken;
    private volatile String failure = "";

    Once(List<byte[]> requests, CountDownLatch open) {
      this.requests = requests;
      this.answers = new String[requests.size()];
      this.open = open;
    }

    @Override
    public int next() {
      return taken == requests.size() || !failure.isEmpty() ? -1 : taken++;
    }

    @Override
    public byte[] request(int number) {
      return requests.get(number);
    }

    @Override
    public void answered(int number, long sentNanos, int status, Buffer answer) {
      answers[number] = answer.toString();
      if (status != 200) {
        failure = answers[number];
      }
    }

    @Override
    public void closed() {
      open.countDown();
    }

    void failed(Throwable why) {
      failure = why.toString();
      open.countDown();
    }
  }

  /// What the connections share; confined to the one event loop, but for the latch.
  private static final class Run implements LoadConnection.Source {
    private final List<byte[]> requests;
    private final long measureFrom;
    private final long end;
    private final double seconds;
    private final CountDownLatch open;
    private final Histogram latencies = new Histogram(60_000_000L, 3);
    private int next;
    private long done;
    private long failures;
    private String firstFailure = "";

    Run(List<byte[]> requests, Duration warmUp, Duration time, CountDownLatch open) {
      this.requests = requests;
      this.open = open;
      this.measureFrom = System.nanoTime() + warmUp.toNanos();
      this.end = measureFrom + time.toNanos();
      this.seconds = time.toNanos() / 1e9;
    }

    @Override
    public int next() {
      if (System.nanoTime() >= end) {
        return -1;
      }
      next = next + 1 == requests.size() ? 0 : next + 1;
      return next;
    }

    @Override
    public byte[] request(int number) {
      return requests.get(number);
    }

    @Override
    public void closed() {
      open.countDown();
    }

    @Override
    public void answered(int number, long sent, int status, Buffer answer) {
      long now = System.nanoTime();
      if (now >= measureFrom && now < end) {
        done++;
        latencies.recordValue(Math.min((now - sent) / 1000, 60_000_000L));
      }
      if (status != 200) {
        failures++;
        firstFailure = firstFailure.isEmpty() ? answer.toString() : firstFailure;
      }
    }

    void failed(Throwable why) {
      firstFailure = firstFailure.isEmpty() ? why.toString() : firstFailure;
      failures++;
      open.countDown();
    }

    Result result() {
      return new Result(done, failures, seconds, latencies, firstFailure);
    }
  }
}
