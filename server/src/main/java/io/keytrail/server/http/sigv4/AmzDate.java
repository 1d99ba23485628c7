package io.keytrail.server.http.sigv4;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `20150830T123600Z`, exactly.
final class AmzDate {
  private static final int LENGTH = 16;

  private AmzDate() {}

  static Optional<Instant> parse(String text) {
    if (text.length() != LENGTH || text.charAt(8) != 'T' || text.charAt(15) != 'Z') {
      return Optional.empty();
    }
    for (int i = 0; i < LENGTH - 1; i++) {
      if (i != 8 && (text.charAt(i) < '0' || text.charAt(i) > '9')) {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(
          LocalDateTime.of(
                  number(text, 0, 4),
                  number(text, 4, 6),
                  number(text, 6, 8),
                  number(text, 9, 11),
                  number(text, 11, 13),
                  number(text, 13, 15))
              .toInstant(ZoneOffset.UTC));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// Whether an HTTP date (or one in basic format) names that second.
  static boolean sameSecond(@Nullable String httpDate, Instant time) {
    if (httpDate == null) {
      return false;
    }
    try {
      Instant read =
          parse(httpDate)
              .orElseGet(() -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(httpDate)));
      return read.getEpochSecond() == time.getEpochSecond();
    } catch (DateTimeException _) {
      return false;
    }
  }

  static String format(Instant time) {
    LocalDateTime t = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    StringBuilder out = new StringBuilder(LENGTH);
    pad(out, t.getYear(), 4);
    pad(out, t.getMonthValue(), 2);
    pad(out, t.getDayOfMonth(), 2);
    out.append('T');
    pad(out, t.getHour(), 2);
    pad(out, t.getMinute(), 2);
    pad(out, t.getSecond(), 2);
    return out.append('Z').toString();
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  private static void pad(StringBuilder out, int value, int width) {
    String digits = Integer.toString(value);
    out.repeat('0', Math.max(0, width - digits.length()));
    out.append(digits);
  }
}
