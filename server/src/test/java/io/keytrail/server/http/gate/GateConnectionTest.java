package io.keytrail.server.http.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Time, order and number on one connection.
class GateConnectionTest {
  private static final GateLimits QUICK =
      GateLimits.DEFAULT.withDeadlines(
          Duration.ofMillis(150), Duration.ofMillis(300), Duration.ofMillis(500));

  @Test
  void head_thatStops_isCutAtItsDeadline() throws IOException {
    try (GatedServer server = new GatedServer(QUICK);
        RawSocket socket = new RawSocket(server.port)) {
      assertThat(socket.send("GET / HTTP/1.1\r\nHo").readToEnd())
          .startsWith("HTTP/1.1 408 ")
          .endsWith("HEAD_TIMEOUT");
    }
  }

  @Test
  void body_thatDrips_isCutAtTheRequestDeadline() throws IOException {
    try (GatedServer server = new GatedServer(QUICK);
        RawSocket socket = new RawSocket(server.port)) {
      socket.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n");
      long start = System.nanoTime();
      while (socket.send("x").silentFor(20)) {
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
      }
      assertThat(server.served).isEmpty();
    }
  }

  @Test
  void body_thatStops_isAnsweredAndClosed() throws IOException {
    try (GatedServer server = new GatedServer(QUICK);
        RawSocket socket = new RawSocket(server.port)) {
      assertThat(
              socket.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nx").readToEnd())
          .startsWith("HTTP/1.1 408 ")
          .endsWith("REQUEST_TIMEOUT");
    }
  }

  @Test
  void idleConnection_isClosedWithoutAWord() throws IOException {
    try (GatedServer server = new GatedServer(QUICK);
        RawSocket socket = new RawSocket(server.port)) {
      assertThat(socket.readToEnd()).isEmpty();
    }
  }

  @Test
  void refusal_isAnsweredBehindWhatWasPipelinedBefore() throws IOException {
    try (GatedServer server = new GatedServer(GateLimits.DEFAULT);
        RawSocket socket = new RawSocket(server.port)) {
      String good = "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx";
      String all = socket.send(good + good + "GET / HTTP/1.0\r\n\r\n" + good).readToEnd();
      assertThat(all.split("<POST /a 1>", -1)).hasSize(3);
      assertThat(all).endsWith("BAD_VERSION");
      assertThat(server.served).hasSize(2);
    }
  }

  @Test
  void everySplit_ofTwoRequests_isServedTheSame() throws IOException {
    String bytes =
        "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n"
            + "GET /b HTTP/1.1\r\nHost: a\r\n\r\n";
    try (GatedServer server = new GatedServer(GateLimits.DEFAULT)) {
      for (int i = 1; i < bytes.length(); i++) {
        try (RawSocket socket = new RawSocket(server.port)) {
          socket.send(bytes.substring(0, i)).send(bytes.substring(i));
          assertThat(socket.readUntil("<GET /b 0>"))
              .as("split at " + i)
              .contains("<POST /a 2>", "<GET /b 0>");
        }
      }
    }
  }

  @Test
  void thousandPipelinedRequests_areAllServed() throws IOException {
    try (GatedServer server = new GatedServer(GateLimits.DEFAULT);
        RawSocket socket = new RawSocket(server.port)) {
      socket.send(
          "GET /p HTTP/1.1\r\nHost: a\r\n\r\n".repeat(999)
              + "GET /last HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(socket.readUntil("<GET /last 0>")).contains("<GET /last 0>");
      assertThat(server.served).hasSize(1000);
    }
  }

  @Test
  void expectContinue_isMet() throws IOException {
    try (GatedServer server = new GatedServer(GateLimits.DEFAULT);
        RawSocket socket = new RawSocket(server.port)) {
      socket.send(
          "POST /c HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n");
      assertThat(socket.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100 ");
      assertThat(socket.send("ab").readUntil("<POST /c 2>")).contains("<POST /c 2>");
    }
  }

  @Test
  void connectionsOfOneSource_areCapped() throws IOException {
    try (GatedServer server = new GatedServer(GateLimits.DEFAULT.withConnectionsPerSource(2));
        RawSocket first = new RawSocket(server.port);
        RawSocket second = new RawSocket(server.port)) {
      String request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
      assertThat(first.send(request).readUntil("<GET / 0>")).contains("<GET / 0>");
      assertThat(second.send(request).readUntil("<GET / 0>")).contains("<GET / 0>");
      try (RawSocket third = new RawSocket(server.port)) {
        assertThat(third.readToEnd()).isIn("", "(reset)");
      }
    }
  }
}
