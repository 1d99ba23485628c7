package io.keytrail.server.iam;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Dates as CloudTrail writes them inside `responseElements`: `Aug 10, 2022, 10:38:27 PM`.
final class RecordDate {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("MMM d, uuuu, h:mm:ss a", Locale.US).withZone(ZoneOffset.UTC);

  private RecordDate() {}

  static String text(Instant time) {
    return FORMAT.format(time);
  }
}
