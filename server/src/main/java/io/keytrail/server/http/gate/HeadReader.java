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
      int part = Math.min(room(), end - i);
      if (part == 0) {
        refusal = firstLine ? GateRefusal.TARGET_TOO_LONG : GateRefusal.HEAD_TOO_LARGE;
        return i + 1;
      }
      in.getBytes(i, bytes, length, part);
      i += take(length + part);
    }
    return i;
  }

  /// How many bytes there is room for, made larger if there was none; 0 if it must not be.
  private int room() {
    int most = limits.headBytes();
    if (length == bytes.length && length < most) {
      bytes = Arrays.copyOf(bytes, Math.min(bytes.length * 2, most));
    }
    return Math.min(bytes.length, most) - length;
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

  /// Looks at the bytes that were copied behind [#length], up to the head's end.
  ///
  /// @return how many belong to it
  private int take(int to) {
    int begin = length;
    byte[] head = bytes;
    byte before = begin == 0 ? 0 : head[begin - 1];
    for (int i = begin; i < to && !complete && refusal == null; i++) {
      byte b = head[i];
      length = i + 1;
      if (i == 0 ? b < 'A' || b > 'Z' : (b == '\n') != (before == '\r')) {
        refusal = firstLine ? GateRefusal.BAD_REQUEST_LINE : GateRefusal.BAD_HEADER;
      } else if (b == '\n') {
        endLine();
      } else if (firstLine && length > limits.presignedTargetBytes() + 32) {
        refusal = GateRefusal.TARGET_TOO_LONG;
      }
      before = b;
    }
    return length - begin;
  }

  private void endLine() {
    complete = !firstLine && length - lineStart == 2;
    firstLine = false;
    lineStart = length;
  }
}
