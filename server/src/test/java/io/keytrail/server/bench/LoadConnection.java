package io.keytrail.server.bench;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One connection with one request on its way. Looks at no more of an answer than where it ends:
/// what the generator takes of the machine the server has not.
final class LoadConnection {
  /// Where connections get their requests and bring their answers; confined to the one event loop.
  interface Source {
    /// The next request's number, or -1 when there is no more.
    int next();

    byte[] request(int number);

    void answered(int number, long sentNanos, int status, Buffer answer);

    void closed();
  }

  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
  private static final int STATUS_AT = 9;

  private final Source source;
  private final NetSocket socket;
  private @Nullable Buffer begun;
  private long sent;
  private int number;

  LoadConnection(Source source, NetSocket socket) {
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
