package io.keytrail.server.http.gate;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Collects one request head at a time and hands it to [HeadRules] when it is whole. Confined to a
/// connection's event loop.
final class HeadReader {
  private final GateLimits limits;
  private byte[] bytes = new byte[1024];
  private int length;
  private int lineStart;
  private boolean firstLine = true;
  private boolean complete;
  private @Nullable GateRefusal refusal;

  HeadReader(GateLimits limits) {
    this.limits = limits;
  }

  boolean isEmpty() {
    return length == 0;
  }

  boolean isComplete() {
    return complete;
  }

  @Nullable GateRefusal refusal() {
    return refusal;
  }

  /// The bytes collected so far; valid until [#reset].
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /// Takes bytes until the head is complete or refused, or the buffer ends.
  ///
  /// @return index of the first byte not taken
  int feed(ByteBuf in, int from, int end) {
    int i = from;
    while (i < end && !complete && refusal == null) {
      append(in.getByte(i++));
    }
    return i;
  }

  void reset() {
    length = 0;
    lineStart = 0;
    firstLine = true;
    complete = false;
    refusal = null;
    if (bytes.length > 4096) {
      bytes = new byte[1024];
    }
  }

  private void append(byte b) {
    if (length == limits.headBytes()) {
      refusal = firstLine ? GateRefusal.TARGET_TOO_LONG : GateRefusal.HEAD_TOO_LARGE;
      return;
    }
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(bytes.length * 2, limits.headBytes()));
    }
    bytes[length++] = b;
    if (length == 1 ? b < 'A' || b > 'Z' : (b == '\n') != (bytes[length - 2] == '\r')) {
      refusal = firstLine ? GateRefusal.BAD_REQUEST_LINE : GateRefusal.BAD_HEADER;
    } else if (b == '\n') {
      endLine();
    } else if (firstLine && length > limits.presignedTargetBytes() + 32) {
      refusal = GateRefusal.TARGET_TOO_LONG;
    }
  }

  private void endLine() {
    complete = !firstLine && length - lineStart == 2;
    firstLine = false;
    lineStart = length;
  }
}
