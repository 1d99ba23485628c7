package io.keytrail.server.trail;

/// A place in the event log: that of a row, in the order of (transaction id, row id). Everything at
/// or before a position below the log's horizon is there that ever will be.
public record LogPosition(long transaction, long row) implements Comparable<LogPosition> {
  /// Before the first row.
  public static final LogPosition START = new LogPosition(0, 0);

  /// Reads [#toString].
  ///
  /// @throws IllegalArgumentException if the text is no position
  public static LogPosition parse(String text) {
    int colon = text.indexOf(':');
    try {
      return new LogPosition(
          Long.parseLong(text.substring(0, Math.max(colon, 0))),
          Long.parseLong(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("`" + text + "` is no log position", e);
    }
  }

  @Override
  public int compareTo(LogPosition other) {
    int byTransaction = Long.compare(transaction, other.transaction);
    return byTransaction != 0 ? byTransaction : Long.compare(row, other.row);
  }

  @Override
  public String toString() {
    return transaction + ":" + row;
  }
}
