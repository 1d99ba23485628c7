package io.keytrail.audit.query;

import io.keytrail.audit.schema.Ascii;
import io.keytrail.audit.schema.EventTimes;
import io.keytrail.audit.schema.EventTimes.Interval;
import java.time.Instant;
import java.util.Optional;

/// Reads the times of a query: a date or a date-time of any precision, or `now`, `now-7d`,
/// `now+90m` (S5).
final class TimeLiteral {
  private TimeLiteral() {}

  static Optional<Interval> read(String text, Instant now) {
    if (!text.startsWith("now")) {
      return EventTimes.interval(text);
    }
    if (text.length() == 3) {
      return at(now.toEpochMilli());
    }
    char sign = text.charAt(3);
    int last = text.length() - 1;
    if ((sign != '-' && sign != '+') || last - 4 > 9 || !Ascii.isDigits(text, 4, last)) {
      return Optional.empty();
    }
    long unit = unitMillis(text.charAt(last));
    if (unit == 0) {
      return Optional.empty();
    }
    long distance = Long.parseLong(text, 4, last, 10) * unit;
    return at(now.toEpochMilli() + (sign == '-' ? -distance : distance));
  }

  private static long unitMillis(char unit) {
    return switch (unit) {
      case 's' -> 1_000L;
      case 'm' -> 60_000L;
      case 'h' -> 3_600_000L;
      case 'd' -> 86_400_000L;
      case 'w' -> 604_800_000L;
      default -> 0;
    };
  }

  private static Optional<Interval> at(long millis) {
    return Optional.of(new Interval(millis, millis + 1));
  }
}
