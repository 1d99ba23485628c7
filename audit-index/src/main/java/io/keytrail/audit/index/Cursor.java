package io.keytrail.audit.index;

import io.keytrail.audit.schema.Ascii;
import java.time.Instant;
import java.util.Optional;

/// Where the next page begins: after this event, among the events up to `upperSeq`, so that pages
/// fit together while events are added. It carries no right to see anything: filters apply to
/// every page anew.
///
/// @param upperSeq the highest sequence number that was visible to the first page
/// @param now what `now` meant on the first page
public record Cursor(long eventTimeMillis, long seq, long upperSeq, Instant now) {
  private static final String VERSION = "1";

  /// As it stands in a URL.
  public String text() {
    return String.join(
        ".",
        VERSION,
        Long.toString(eventTimeMillis, 36),
        Long.toString(seq, 36),
        Long.toString(upperSeq, 36),
        Long.toString(now.toEpochMilli(), 36));
  }

  /// Reads what [#text] wrote; empty if it is anything else.
  public static Optional<Cursor> parse(String text) {
    long[] numbers = new long[5];
    int start = 0;
    for (int i = 0; i < 5; i++) {
      int dot = i == 4 ? text.length() : text.indexOf('.', start);
      Optional<Long> number = dot < 0 ? Optional.empty() : number(text.substring(start, dot));
      if (number.isEmpty()) {
        return Optional.empty();
      }
      numbers[i] = number.get();
      start = dot + 1;
    }
    boolean sound =
        numbers[0] == 1
            && numbers[2] >= 0
            && numbers[3] >= numbers[2]
            && Math.abs(numbers[4]) < 1L << 53;
    Cursor cursor =
        new Cursor(
            numbers[1], numbers[2], numbers[3], Instant.ofEpochMilli(sound ? numbers[4] : 0));
    return sound && cursor.text().equals(text) ? Optional.of(cursor) : Optional.empty();
  }

  private static Optional<Long> number(String text) {
    int digits = text.startsWith("-") ? 1 : 0;
    if (text.length() - digits < 1 || text.length() - digits > 12) {
      return Optional.empty();
    }
    for (int i = digits; i < text.length(); i++) {
      if (!Ascii.isDigit(text.charAt(i)) && !Ascii.isLower(text.charAt(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(Long.parseLong(text, 36));
  }
}
