package io.keytrail.audit.index;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;

/// A partition by the month it covers. Names sort by time. Two more take what lies outside 2006 to
/// 2099, events without a time included, so that no record can make thousands of directories.
record PartitionName(String text) implements Comparable<PartitionName> {
  private static final String PAST = "0000-past";
  private static final String FUTURE = "9999-future";
  private static final YearMonth FIRST = YearMonth.of(2006, 1);
  private static final YearMonth END = YearMonth.of(2100, 1);

  static PartitionName of(long eventTimeMillis) {
    if (eventTimeMillis < start(FIRST)) {
      return new PartitionName(PAST);
    }
    if (eventTimeMillis >= start(END)) {
      return new PartitionName(FUTURE);
    }
    var utc = Instant.ofEpochMilli(eventTimeMillis).atOffset(ZoneOffset.UTC);
    return new PartitionName(YearMonth.of(utc.getYear(), utc.getMonth()).toString());
  }

  /// The partition a directory of that name holds, if it is one.
  static Optional<PartitionName> parse(String text) {
    if (text.equals(PAST) || text.equals(FUTURE)) {
      return Optional.of(new PartitionName(text));
    }
    return io.keytrail.audit.schema.EventTimes.interval(text)
        .filter(_ -> text.length() == 7)
        .map(interval -> of(interval.startMillis()))
        .filter(name -> name.text.equals(text));
  }

  /// The first millisecond it covers.
  long startMillis() {
    return switch (text) {
      case PAST -> Long.MIN_VALUE;
      case FUTURE -> start(END);
      default -> start(YearMonth.parse(text));
    };
  }

  /// The first millisecond after it.
  long endMillis() {
    return switch (text) {
      case PAST -> start(FIRST);
      case FUTURE -> Long.MAX_VALUE;
      default -> start(YearMonth.parse(text).plusMonths(1));
    };
  }

  /// Whether it is one month; the two others do not expire.
  boolean isMonth() {
    return !text.equals(PAST) && !text.equals(FUTURE);
  }

  @Override
  public int compareTo(PartitionName other) {
    return text.compareTo(other.text);
  }

  private static long start(YearMonth month) {
    return month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
  }
}
