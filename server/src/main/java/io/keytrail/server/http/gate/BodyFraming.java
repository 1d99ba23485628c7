package io.keytrail.server.http.gate;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// Follows a body to its end, so that the next head is looked for where it really begins. Confined
/// to a connection's event loop.
final class BodyFraming {
  private enum State {
    SIZE,
    SIZE_LF,
    DATA,
    DATA_CR,
    DATA_LF,
    LAST_CR,
    LAST_LF,
    DONE
  }

  private State state = State.DONE;
  private boolean chunked;
  private long remaining;
  private long total;
  private long maxBytes;
  private int digits;
  private @Nullable GateRefusal refusal;

  /// @param length in bytes, or [HeadRules#CHUNKED]
  /// @param most that may come, until more is [#allow]ed
  void start(long length, long most) {
    maxBytes = most;
    chunked = length == HeadRules.CHUNKED;
    remaining = chunked ? 0 : length;
    total = 0;
    digits = 0;
    refusal = null;
    state = chunked ? State.SIZE : length == 0 ? State.DONE : State.DATA;
  }

  /// Lets more of the body that is being read through.
  void allow(long most) {
    maxBytes = most;
  }

  boolean isDone() {
    return state == State.DONE;
  }

  @Nullable GateRefusal refusal() {
    return refusal;
  }

  /// Takes bytes until the body is done or refused, or the buffer ends.
  ///
  /// @return index of the first byte not taken
  int feed(ByteBuf in, int from, int end) {
    int i = from;
    while (i < end && state != State.DONE && refusal == null) {
      if (state == State.DATA) {
        int step = (int) Math.min(remaining, end - i);
        remaining -= step;
        i += step;
        data(step);
      } else {
        frame(in.getByte(i++));
      }
    }
    return i;
  }

  /// A chunk was counted when its size was read.
  private void data(int step) {
    if (!chunked) {
      total += step;
      refusal = total > maxBytes ? GateRefusal.BODY_TOO_LARGE : null;
    }
    if (remaining == 0) {
      state = chunked ? State.DATA_CR : State.DONE;
    }
  }

  private void frame(byte b) {
    switch (state) {
      case SIZE -> size(b);
      case SIZE_LF -> sizeEnd(b);
      case DATA_CR -> expect(b, '\r', State.DATA_LF);
      case DATA_LF -> expect(b, '\n', State.SIZE);
      case LAST_CR -> expect(b, '\r', State.LAST_LF);
      case LAST_LF -> expect(b, '\n', State.DONE);
      case DATA, DONE -> throw new IllegalStateException("no framing byte is due");
    }
  }

  private void size(byte b) {
    if (b == '\r' && digits > 0) {
      state = State.SIZE_LF;
    } else if (Bytes.isHex(b) && digits < 8) {
      remaining = remaining * 16 + Bytes.hexValue(b);
      digits++;
    } else {
      refusal = GateRefusal.BAD_CHUNK;
    }
  }

  private void sizeEnd(byte b) {
    total += remaining;
    expect(b, '\n', remaining == 0 ? State.LAST_CR : State.DATA);
    digits = 0;
    if (total > maxBytes && refusal == null) {
      refusal = GateRefusal.BODY_TOO_LARGE;
    }
  }

  private void expect(byte b, char wanted, State next) {
    if (b == wanted) {
      state = next;
    } else {
      refusal = GateRefusal.BAD_CHUNK;
    }
  }
}
