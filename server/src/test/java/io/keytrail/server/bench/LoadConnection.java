package io.keytrail.server.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One connection with one request on its way. Looks at no more of an answer than where it ends:
/// what the generator takes of the machine the server has not. Confined to the load's thread.
final class LoadConnection {
  /// Where connections get their requests and bring their answers.
  interface Source {
    /// The next request's number, or -1 when there is no more.
    int next();

    byte[] request(int number);

    /// @param answer head and body, in the first `length` bytes; not to be kept
    void answered(int number, long sentNanos, int status, byte[] answer, int length);
  }

  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
  private static final int STATUS_AT = 9;
  private static final int FIRST_BYTES = 16 << 10;

  private final Source source;
  private final SocketChannel channel;
  private final SelectionKey key;
  private final Runnable closed;
  private ByteBuffer out = ByteBuffer.allocate(0);
  private ByteBuffer in = ByteBuffer.allocate(FIRST_BYTES);
  private long sent;
  private int number;

  /// @param key of the channel, not interested in anything yet
  /// @param closed run when there was no more to send
  LoadConnection(Source source, SocketChannel channel, SelectionKey key, Runnable closed) {
    this.closed = closed;
    this.source = source;
    this.channel = channel;
    this.key = key;
  }

  /// Sends the next request, if there is one; closes the connection else.
  void send() throws IOException {
    number = source.next();
    if (number < 0) {
      channel.close();
      closed.run();
      return;
    }
    in.clear();
    out = ByteBuffer.wrap(source.request(number));
    sent = System.nanoTime();
    write();
  }

  /// The channel can be written to or read from.
  void ready() throws IOException {
    if (key.isWritable()) {
      write();
    } else {
      read();
    }
  }

  private void write() throws IOException {
    channel.write(out);
    int wanted = out.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ;
    if (key.interestOps() != wanted) {
      key.interestOps(wanted);
    }
  }

  private void read() throws IOException {
    if (channel.read(in) < 0) {
      throw new IOException("the server closed a connection before it had answered");
    }
    byte[] bytes = in.array();
    int length = in.position();
    int head = headEnd(bytes, length);
    if (head < 0 || length < head + contentLength(bytes, head)) {
      makeRoom();
      return;
    }
    source.answered(number, sent, decimal(bytes, STATUS_AT), bytes, length);
    send();
  }

  private void makeRoom() {
    if (!in.hasRemaining()) {
      int length = in.position();
      in = ByteBuffer.wrap(Arrays.copyOf(in.array(), 2 * length)).position(length);
    }
  }

  private static int headEnd(byte[] in, int length) {
    for (int i = 3; i < length; i++) {
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
