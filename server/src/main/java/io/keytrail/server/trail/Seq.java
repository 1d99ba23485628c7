package io.keytrail.server.trail;

/// Sequence numbers of events: the log row's id and the event's place in it, in one number that
/// JavaScript can hold exactly (below 2^53 for 2^42 rows). They rise with time but have gaps; a
/// rolled-back row leaves one.
public final class Seq {
  private static final int INDEX_BITS = 10;

  /// How many events a row holds at most.
  public static final int MAX_EVENTS_PER_ROW = 1 << INDEX_BITS;

  private Seq() {}

  public static long of(long row, int index) {
    if (row < 0 || row >= 1L << 42 || index < 0 || index >= MAX_EVENTS_PER_ROW) {
      throw new IllegalArgumentException("no such event: row " + row + ", index " + index);
    }
    return row << INDEX_BITS | index;
  }

  public static long row(long seq) {
    return seq >>> INDEX_BITS;
  }

  public static int index(long seq) {
    return (int) (seq & (MAX_EVENTS_PER_ROW - 1));
  }
}
