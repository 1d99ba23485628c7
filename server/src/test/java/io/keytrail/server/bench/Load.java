package io.keytrail.server.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;

/// A closed loop over keep-alive connections: each sends its next prepared request when the answer
/// to the last has arrived. One thread, the caller's. Understands just enough of HTTP/1.1: a status
/// and a Content-Length.
final class Load {
  private static final Duration SILENCE = Duration.ofSeconds(30);
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
  /// @throws IOException at the first answer that is not 200
  List<String> once(List<byte[]> requests) throws IOException {
    Once once = new Once(requests);
    drive(once);
    if (!once.failure.isEmpty()) {
      throw new IOException("preparing the load failed: " + once.failure);
    }
    return List.of(once.answers);
  }

  /// Runs the requests until the server has become no faster for a while: what a server does in its
  /// first minute is mostly to compile.
  ///
  /// @return how long that took
  Duration warmUp(List<byte[]> requests) throws IOException {
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
  Result bare(ServerProcess server, Duration time) throws IOException {
    String head = "GET /health/live HTTP/1.1\r\nHost: " + server.uri().getAuthority() + "\r\n\r\n";
    List<byte[]> requests = List.of(head.getBytes(StandardCharsets.ISO_8859_1));
    warmUp(requests);
    return run(requests, Duration.ZERO, time);
  }

  /// Runs the requests round and round: unmeasured for `warmUp`, then measured for `time`.
  Result run(List<byte[]> requests, Duration warmUp, Duration time) throws IOException {
    Run run = new Run(requests, warmUp, time);
    drive(run);
    return run.result();
  }

  /// Returns when all connections have closed, for want of requests.
  private void drive(LoadConnection.Source source) throws IOException {
    try (Selector selector = Selector.open()) {
      AtomicInteger open = new AtomicInteger(connections);
      for (int i = 0; i < connections; i++) {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(host, port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true).configureBlocking(false);
        SelectionKey key = channel.register(selector, 0);
        LoadConnection connection = new LoadConnection(source, channel, key, open::decrementAndGet);
        key.attach(connection);
        connection.send();
      }
      while (open.get() > 0) {
        if (selector.select(Load::ready, SILENCE.toMillis()) == 0) {
          throw new IOException("the server stopped answering");
        }
      }
    }
  }

  private static void ready(SelectionKey key) {
    try {
      ((LoadConnection) key.attachment()).ready();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Once implements LoadConnection.Source {
    private final List<byte[]> requests;
    private final String[] answers;
    private int taken;
    private String failure = "";

    Once(List<byte[]> requests) {
      this.requests = requests;
      this.answers = new String[requests.size()];
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
    public void answered(int number, long sentNanos, int status, byte[] answer, int length) {
      answers[number] = new String(answer, 0, length, StandardCharsets.UTF_8);
      if (status != 200) {
        failure = answers[number];
      }
    }
  }

  private static final class Run implements LoadConnection.Source {
    private final List<byte[]> requests;
    private final long measureFrom;
    private final long end;
    private final double seconds;
    private final Histogram latencies = new Histogram(60_000_000L, 3);
    private int next;
    private long done;
    private long failures;
    private String firstFailure = "";

    Run(List<byte[]> requests, Duration warmUp, Duration time) {
      this.requests = requests;
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
    public void answered(int number, long sent, int status, byte[] answer, int length) {
      long now = System.nanoTime();
      if (now >= measureFrom && now < end) {
        done++;
        latencies.recordValue(Math.min((now - sent) / 1000, 60_000_000L));
      }
      if (status != 200) {
        failures++;
        String text = new String(answer, 0, length, StandardCharsets.UTF_8);
        firstFailure = firstFailure.isEmpty() ? text : firstFailure;
      }
    }

    Result result() {
      return new Result(done, failures, seconds, latencies, firstFailure);
    }
  }
}
