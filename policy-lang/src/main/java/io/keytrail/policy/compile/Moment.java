package io.keytrail.policy.compile;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// A point in time on the UTC scale.
///
/// Read from `2026-11`, `2026-11-23`, `2026-11-23T10:00Z`, `2026-11-23T10:00:00.5+01:00`, or epoch
/// seconds. A bare integer is epoch seconds, also one of four digits (AMB-13).
public record Moment(long epochSecond, int nano) implements Comparable<Moment> {
  private static final int MAX_EPOCH_DIGITS = 15;
  private static final int NANO_DIGITS = 9;

  /// Of an offset from UTC; no clock on Earth is further.
  private static final int MAX_OFFSET_MINUTES = 18 * 60;

  private static final long SECONDS_A_DAY = 86_400;
  private static final long NANOS_A_SECOND = 1_000_000_000;

  /// The years that have four digits.
  private static final long FIRST_YEAR = -62_167_219_200L;

  private static final long YEAR_10000 = 253_402_300_800L;
  private static final DateTimeFormatter ISO = DateTimeFormatter.ISO_LOCAL_DATE_TIME;

  @Override
  public int compareTo(Moment other) {
    int seconds = Long.compare(epochSecond, other.epochSecond);
    return seconds != 0 ? seconds : Integer.compare(nano, other.nano);
  }

  /// @param nanos less than a second, either way
  public Moment plusNanos(int nanos) {
    long total = (long) nano + nanos;
    long carry = Math.floorDiv(total, NANOS_A_SECOND);
    return new Moment(epochSecond + carry, (int) Math.floorMod(total, NANOS_A_SECOND));
  }

  /// A date that reads as this moment.
  public String text() {
    if (epochSecond < FIRST_YEAR || epochSecond >= YEAR_10000) {
      return Long.toString(epochSecond);
    }
    LocalDateTime utc = LocalDateTime.ofEpochSecond(epochSecond, nano, ZoneOffset.UTC);
    return ISO.format(utc) + "Z";
  }

  /// Empty if it is no date.
  public static Optional<Moment> parse(String text) {
    if (epoch(text)) {
      return Optional.of(new Moment(Long.parseLong(text), 0));
    }
    int year = number(text, 0, 4);
    int month = at(text, 4, '-') ? number(text, 5, 2) : -1;
    if (year < 0 || month < 1 || month > 12) {
      return Optional.empty();
    }
    if (text.length() == 7) {
      return Optional.of(day(year, month, 1));
    }
    int day = at(text, 7, '-') ? number(text, 8, 2) : -1;
    if (day < 1 || day > YearMonth.of(year, month).lengthOfMonth()) {
      return Optional.empty();
    }
    Moment midnight = day(year, month, day);
    if (text.length() == 10) {
      return Optional.of(midnight);
    }
    return at(text, 10, 'T') ? time(text, midnight) : Optional.empty();
  }

  private static Optional<Moment> time(String text, Moment midnight) {
    int minutes = clock(text, 11);
    if (minutes < 0) {
      return Optional.empty();
    }
    int i = 16;
    int second = 0;
    int nano = 0;
    if (at(text, i, ':')) {
      second = number(text, i + 1, 2);
      i += 3;
      if (second < 0 || second > 59) {
        return Optional.empty();
      }
      if (at(text, i, '.')) {
        int end = i + 1;
        while (number(text, end, 1) >= 0) {
          end++;
        }
        if (end == i + 1) {
          return Optional.empty();
        }
        nano = nanos(text.substring(i + 1, end));
        i = end;
      }
    }
    Optional<Integer> offset = offsetMinutes(text, i);
    if (offset.isEmpty()) {
      return Optional.empty();
    }
    long seconds = midnight.epochSecond() + (minutes - offset.get()) * 60L + second;
    return Optional.of(new Moment(seconds, nano));
  }

  private static Optional<Integer> offsetMinutes(String text, int from) {
    if (at(text, from, 'Z') && from + 1 == text.length()) {
      return Optional.of(0);
    }
    int minutes = clock(text, from + 1);
    if (minutes < 0 || minutes > MAX_OFFSET_MINUTES || from + 6 != text.length()) {
      return Optional.empty();
    }
    return switch (text.charAt(from)) {
      case '+' -> Optional.of(minutes);
      case '-' -> Optional.of(-minutes);
      default -> Optional.empty();
    };
  }

  /// Minutes of `hh:mm`, or -1.
  private static int clock(String text, int from) {
    int hour = number(text, from, 2);
    int minute = at(text, from + 2, ':') ? number(text, from + 3, 2) : -1;
    return hour < 0 || hour > 23 || minute < 0 || minute > 59 ? -1 : hour * 60 + minute;
  }

  private static int nanos(String digits) {
    String padded = (digits + "000000000").substring(0, NANO_DIGITS);
    return Integer.parseInt(padded);
  }

  private static Moment day(int year, int month, int day) {
    return new Moment(LocalDate.of(year, month, day).toEpochDay() * SECONDS_A_DAY, 0);
  }

  private static boolean epoch(String text) {
    int from = text.startsWith("-") ? 1 : 0;
    int digits = text.length() - from;
    if (digits < 1 || digits > MAX_EPOCH_DIGITS) {
      return false;
    }
    return text.chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean at(String text, int index, char c) {
    return index < text.length() && text.charAt(index) == c;
  }

  /// The decimal number in `count` characters, or -1.
  private static int number(String text, int from, int count) {
    if (from + count > text.length()) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < from + count; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }
}
