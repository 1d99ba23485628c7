package io.keytrail.audit.event;

import java.nio.ByteBuffer;
import java.util.UUID;

/// What stands beside an imported record in the log, where an own one has its evaluated request: a
/// byte that begins no evaluated request, and the import's id. So nothing in a foreign record can
/// make it look like a call that was judged here.
final class ImportMark {
  /// Versions of [EvaluatedRequestCodec] stay below 0x80.
  private static final byte MARK = (byte) 0x81;

  private static final int BYTES = 17;

  private ImportMark() {}

  static byte[] encode(UUID importId) {
    return ByteBuffer.allocate(BYTES)
        .put(MARK)
        .putLong(importId.getMostSignificantBits())
        .putLong(importId.getLeastSignificantBits())
        .array();
  }

  static boolean isOne(byte[] beside) {
    return beside.length == BYTES && beside[0] == MARK;
  }

  static UUID decode(byte[] mark) {
    ByteBuffer in = ByteBuffer.wrap(mark, 1, BYTES - 1);
    return new UUID(in.getLong(), in.getLong());
  }
}
