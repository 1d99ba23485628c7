package io.keytrail.policy.condition;

import java.time.YearMonth;

/// The spelling of dates: `2027-01`, `2027-01-01`, `2027-01-01T00:00Z`,
/// `2027-01-01T00:00:00.5+01:00`.
///
/// A bare year is a number, and so is an epoch time.
final class DateText {

  private DateText() {}

  static boolean isDate(String text) {
    int length = text.length();
    if (length < 7 || text.charAt(4) != '-') {
      return false;
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 2);
    if (year < 0 || month < 1 || month > 12) {
      return false;
    }
    if (length == 7) {
      return true;
    }
    int day = text.charAt(7) == '-' ? number(text, 8, 2) : -1;
    if (day < 1 || day > YearMonth.of(year, month).lengthOfMonth()) {
      return false;
    }
    return length == 10 || (text.charAt(10) == 'T' && isTime(text, 11));
  }

  private static boolean isTime(String text, int from) {
    if (!isClock(text, from)) {
      return false;
    }
    int i = from + 5;
    if (i < text.length() && text.charAt(i) == ':') {
      int second = number(text, i + 1, 2);
      if (second < 0 || second > 59) {
        return false;
      }
      i = fractionEnd(text, i + 3);
    }
    return isZone(text, i);
  }

  private static boolean isZone(String text, int at) {
    if (at >= text.length()) {
      return false;
    }
    char c = text.charAt(at);
    if (c == 'Z') {
      return at + 1 == text.length();
    }
    return (c == '+' || c == '-') && at + 6 == text.length() && isClock(text, at + 1);
  }

  private static boolean isClock(String text, int from) {
    int hour = number(text, from, 2);
    int minute = number(text, from + 3, 2);
    return hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && text.charAt(from + 2) == ':';
  }

  private static int fractionEnd(String text, int from) {
    if (from >= text.length() || text.charAt(from) != '.' || number(text, from + 1, 1) < 0) {
      return from;
    }
    int i = from + 1;
    while (number(text, i, 1) >= 0) {
      i++;
    }
    return i;
  }

  /// The decimal number in `count` characters; -1 if they are not all there and digits.
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
