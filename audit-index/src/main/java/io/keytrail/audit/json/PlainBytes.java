package io.keytrail.audit.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Looks for bytes that cannot stand for themselves in a JSON string, eight at a time.
final class PlainBytes {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH = 0x8080_8080_8080_8080L;
  private static final long SPACES = ' ' * ONES;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;
  private static final long QUESTIONS = '?' * ONES;

  private PlainBytes() {}

  /// Whether the bytes are ASCII without controls, quotation marks, backslashes and question marks.
  ///
  /// @param bytes at least eight
  static boolean only(byte[] bytes) {
    // The last eight may have been looked at in part: that costs less than to count them out.
    int last = bytes.length - Long.BYTES;
    for (int i = 0; i < last; i += Long.BYTES) {
      if (!plain((long) EIGHT.get(bytes, i))) {
        return false;
      }
    }
    return plain((long) EIGHT.get(bytes, last));
  }

  /// A byte of the sum has its highest bit if the byte is not ASCII, below a blank, or one of the
  /// three: that one differs from itself in nothing, and one less than nothing has all bits. What
  /// is borrowed from a neighbour then changes nothing any more.
  private static boolean plain(long eight) {
    long found =
        eight
            | eight - SPACES
            | (eight ^ QUOTES) - ONES
            | (eight ^ BACKSLASHES) - ONES
            | (eight ^ QUESTIONS) - ONES;
    return (found & HIGH) == 0;
  }
}
