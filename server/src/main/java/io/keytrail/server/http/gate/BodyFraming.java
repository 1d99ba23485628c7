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

  private final long maxBytes;
  private State state = State.DONE;
  private boolean chunked;
  private long remaining;
  private long total;
  private int digits;
  private @Nullable GateRefusal refusal;

  BodyFraming(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /// @param length in bytes, or [HeadRules#CHUNKED]
  void start(long length) {
    chunked = length == HeadRules.CHUNKED;
    remaining = chunked ? 0 : length;
    total = 0;
    digits = 0;
    refusal = null;
    state = chunked ? State.SIZE : length == 0 ? State.DONE : State.DATA;
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
        if (remaining == 0) {
          state = chunked ? State.DATA_CR : State.DONE;
        }
      } else {
        frame(in.getByte(i++));
      }
    }
    return i;
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
