package io.keytrail.server.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// A closed loop over keep-alive connections: each sends its next prepared request when the answer
/// to the last has arrived. One event loop. Understands just enough of HTTP/1.1: a status and a
/// Content-Length.
final class Load {
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
                  .onSuccess(socket -> new Connection(once, socket).begin())
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
                  .onSuccess(socket -> new Connection(run, socket).begin())
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

  /// Where connections get their requests and bring their answers; confined to the one event loop.
  private interface Source {
    /// The next request's number, or -1 when there is no more.
    int next();

    byte[] request(int number);

    void answered(int number, long sentNanos, int status, Buffer answer);

    void closed();
  }

  private static final class Once implements Source {
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
  private static final class Run implements Source {
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

  /// One connection with one request on its way. Looks at no more of an answer than it needs to
  // know
  /// its end: what the generator takes of the machine the server has not.
  private static final class Connection {
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS_AT = 9;

    private final Source source;
    private final NetSocket socket;
    private @Nullable Buffer begun;
    private long sent;
    private int number;

    Connection(Source source, NetSocket socket) {
      this.source = source;
      this.socket = socket;
    }

    void begin() {
      socket.handler(this::receive);
      socket.closeHandler(_ -> source.closed());
      send();
    }

    private void send() {
      number = source.next();
      if (number < 0) {
        var _ = socket.close();
        return;
      }
      sent = System.nanoTime();
      var _ = socket.write(Buffer.buffer(source.request(number)));
    }

    private void receive(Buffer part) {
      Buffer before = begun;
      Buffer answer = before == null ? part : before.appendBuffer(part);
      byte[] bytes = answer.getBytes();
      int head = headEnd(bytes);
      if (head < 0 || bytes.length < head + contentLength(bytes, head)) {
        begun = before == null ? Buffer.buffer(bytes) : answer;
        return;
      }
      begun = null;
      source.answered(number, sent, decimal(bytes, STATUS_AT), answer);
      send();
    }

    private static int headEnd(byte[] in) {
      for (int i = 3; i < in.length; i++) {
        if (in[i] == '\n' && in[i - 1] == '\r' && in[i - 2] == '\n') {
          return i + 1;
        }
      }
      return -1;
    }

    private static int contentLength(byte[] in, int head) {
      for (int line = 0; line < head; line = lineEnd(in, line)) {
        if (begins(in, line)) {
          return decimal(in, line + LENGTH.length + 1);
        }
      }
      return 0;
    }

    private static int lineEnd(byte[] in, int from) {
      int i = from;
      while (in[i] != '\n') {
        i++;
      }
      return i + 1;
    }

    private static boolean begins(byte[] in, int line) {
      for (int i = 0; i < LENGTH.length; i++) {
        if ((in[line + i] | 0x20) != (LENGTH[i] | 0x20)) {
          return false;
        }
      }
      return true;
    }

    private static int decimal(byte[] in, int from) {
      int value = 0;
      for (int i = from; in[i] >= '0' && in[i] <= '9'; i++) {
        value = 10 * value + in[i] - '0';
      }
      return value;
    }
  }
}
