package io.keytrail.server.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// The `Date` of replies, by which SDKs correct their clocks; made anew once a second. Thread-safe.
final class HttpDate {
  private volatile Made made = new Made(Long.MIN_VALUE, "");

  private record Made(long second, String text) {}

  String at(Instant now) {
    Made last = made;
    if (last.second() != now.getEpochSecond()) {
      last =
          new Made(
              now.getEpochSecond(),
              DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)));
      made = last;
    }
    return last.text();
  }
}
