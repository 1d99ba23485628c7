package io.keytrail.audit.schema;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;

/// Reads times without throwing: those of records, and those of queries with their precision (S5).
public final class EventTimes {
  private static final long MINUTE = 60_000;

  private EventTimes() {}

  /// The stretch of time that a text of some precision names, in milliseconds since 1970;
  /// `endMillis` is exclusive.
  public record Interval(long startMillis, long endMillis) {}

  /// `2026`, `2026-11`, `2026-11-23`, `2026-11-23T10`, `…T10:15`, `…T10:15:30`,
  /// `…T10:15:30.123456`, the last four with or without `Z` or `+01:00`; UTC unless it says
  /// otherwise.
  public static Optional<Interval> interval(String text) {
    int year = number(text, 0, 4);
    if (year < 0) {
      return Optional.empty();
    }
    if (text.length() == 4) {
      return days(LocalDate.of(year, 1, 1), LocalDate.of(year + 1, 1, 1));
    }
    int month = text.charAt(4) == '-' ? number(text, 5, 2) : -1;
    if (month < 1 || month > 12) {
      return Optional.empty();
    }
    LocalDate first = LocalDate.of(year, month, 1);
    if (text.length() == 7) {
      return days(first, first.plusMonths(1));
    }
    int day = text.charAt(7) == '-' ? number(text, 8, 2) : -1;
    if (day < 1 || day > YearMonth.of(year, month).lengthOfMonth()) {
      return Optional.empty();
    }
    LocalDate date = LocalDate.of(year, month, day);
    if (text.length() == 10) {
      return days(date, date.plusDays(1));
    }
    return text.charAt(10) == 'T' ? clock(text, millis(date)) : Optional.empty();
  }

  /// The instant a record's `eventTime` names: a date and a time at least to the second.
  public static Optional<Long> instant(String text) {
    if (text.length() < 19 || text.length() > 40) {
      return Optional.empty();
    }
    return interval(text).map(Interval::startMillis);
  }

  private static Optional<Interval> clock(String text, long dayMillis) {
    int hour = number(text, 11, 2);
    if (hour < 0 || hour > 23) {
      return Optional.empty();
    }
    long start = dayMillis + hour * 60L * MINUTE;
    if (!isColon(text, 13)) {
      return zoned(text, 13, start, 60 * MINUTE);
    }
    int minute = number(text, 14, 2);
    if (minute < 0 || minute > 59) {
      return Optional.empty();
    }
    start += minute * MINUTE;
    if (!isColon(text, 16)) {
      return zoned(text, 16, start, MINUTE);
    }
    int second = number(text, 17, 2);
    if (second < 0 || second > 59) {
      return Optional.empty();
    }
    return fraction(text, start + second * 1_000L);
  }

  private static Optional<Interval> fraction(String text, long second) {
    if (text.length() <= 19 || text.charAt(19) != '.') {
      return zoned(text, 19, second, 1_000);
    }
    int end = 20;
    long millis = 0;
    long unit = 1_000;
    while (end < text.length() && Ascii.isDigit(text.charAt(end))) {
      unit = Math.max(1, unit / 10);
      millis += end < 23 ? (text.charAt(end) - '0') * unit : 0;
      end++;
    }
    return end == 20 ? Optional.empty() : zoned(text, end, second + millis, unit);
  }

  private static Optional<Interval> zoned(String text, int at, long start, long width) {
    int rest = text.length() - at;
    if (rest == 0 || (rest == 1 && text.charAt(at) == 'Z')) {
      return Optional.of(new Interval(start, start + width));
    }
    if (rest != 6 || !isColon(text, at + 3)) {
      return Optional.empty();
    }
    int hours = number(text, at + 1, 2);
    int minutes = number(text, at + 4, 2);
    int sign = text.charAt(at) == '+' ? 1 : text.charAt(at) == '-' ? -1 : 0;
    if (sign == 0 || hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
      return Optional.empty();
    }
    long utc = start - sign * (hours * 60L + minutes) * MINUTE;
    return Optional.of(new Interval(utc, utc + width));
  }

  private static Optional<Interval> days(LocalDate from, LocalDate to) {
    return Optional.of(new Interval(millis(from), millis(to)));
  }

  private static long millis(LocalDate date) {
    return date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }

  private static boolean isColon(String text, int at) {
    return at < text.length() && text.charAt(at) == ':';
  }

  private static int number(String text, int from, int count) {
    if (from + count > text.length() || !Ascii.isDigits(text, from, from + count)) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < from + count; i++) {
      value = value * 10 + (text.charAt(i) - '0');
    }
    return value;
  }
}
