package io.keytrail.server.trail;

import io.keytrail.server.invoke.Problem;
import java.util.List;

/// How wide the buckets of a histogram are: as asked, or a round width that gives about as many
/// buckets as wanted.
final class HistogramWidths {
  static final long SECOND = 1_000;
  static final long MINUTE = 60 * SECOND;
  static final long HOUR = 60 * MINUTE;
  static final long DAY = 24 * HOUR;

  private static final int MAX_DIGITS = 6;
  private static final List<Long> ROUND =
      List.of(
          SECOND,
          5 * SECOND,
          15 * SECOND,
          30 * SECOND,
          MINUTE,
          5 * MINUTE,
          15 * MINUTE,
          30 * MINUTE,
          HOUR,
          3 * HOUR,
          6 * HOUR,
          12 * HOUR,
          DAY,
          7 * DAY,
          30 * DAY,
          90 * DAY,
          365 * DAY,
          3_650 * DAY);

  private HistogramWidths() {}

  /// The smallest round width that covers `spanMillis` by at most `buckets`.
  static long round(long spanMillis, int buckets) {
    for (long width : ROUND) {
      if (Math.ceilDiv(spanMillis, width) <= buckets) {
        return width;
      }
    }
    return ROUND.getLast();
  }

  /// Reads `30s`, `5m`, `1h`, `1d`, `1w`.
  static long read(String text) {
    int last = text.length() - 1;
    long unit = last < 1 || last > MAX_DIGITS ? 0 : unit(text.charAt(last));
    boolean digits = text.chars().limit(Math.max(last, 0)).allMatch(c -> c >= '0' && c <= '9');
    long count = unit == 0 || !digits ? 0 : Long.parseLong(text.substring(0, last));
    if (count == 0) {
      throw Problem.badRequest(
          "/interval", "`interval` is `auto`, or a width such as `30s`, `5m`, `1h`, `1d`, `1w`");
    }
    return count * unit;
  }

  /// As [#read] takes it.
  static String text(long millis) {
    if (millis % DAY == 0) {
      return millis / DAY + "d";
    }
    if (millis % HOUR == 0) {
      return millis / HOUR + "h";
    }
    return millis % MINUTE == 0 ? millis / MINUTE + "m" : millis / SECOND + "s";
  }

  private static long unit(char unit) {
    return switch (unit) {
      case 's' -> SECOND;
      case 'm' -> MINUTE;
      case 'h' -> HOUR;
      case 'd' -> DAY;
      case 'w' -> 7 * DAY;
      default -> 0;
    };
  }
}
