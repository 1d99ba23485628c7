package io.keytrail.server.wire;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Points in time as the protocols write them.
final class Timestamps {
  /// 9999-12-31T23:59:59Z and its mirror image: what an ISO year of four digits can say.
  private static final BigDecimal LIMIT = BigDecimal.valueOf(253_402_300_799L);

  private static final int MAX_DIGITS = 40;
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter ISO_MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'.000Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TRAIL =
      DateTimeFormatter.ofPattern("MMM d, uuuu, h:mm:ss a", Locale.US).withZone(ZoneOffset.UTC);

  private Timestamps() {}

  /// @param lexeme a JSON number
  /// @throws io.keytrail.server.invoke.ApiException SerializationException if it is no time from
  ///     year -6000 to 9999
  static Instant ofEpochSeconds(String lexeme) {
    // WHY: length and exponent are looked at first, so that neither 1e999999999 nor 1e-999999999 is
    // written out.
    if (lexeme.length() > MAX_DIGITS) {
      throw Malformed.because("a timestamp is out of range");
    }
    try {
      BigDecimal seconds = new BigDecimal(lexeme);
      if (Math.abs((long) seconds.scale()) > MAX_DIGITS || seconds.abs().compareTo(LIMIT) > 0) {
        throw Malformed.because("a timestamp is out of range");
      }
      BigDecimal nanos = seconds.movePointRight(9).setScale(0, RoundingMode.FLOOR);
      BigDecimal[] parts = nanos.divideAndRemainder(BigDecimal.valueOf(1_000_000_000L));
      return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact());
    } catch (NumberFormatException | ArithmeticException notReadable) {
      throw Malformed.because("a timestamp is out of range");
    }
  }

  /// @param text `2026-01-31T12:00:00Z`, with or without fraction and offset
  /// @throws io.keytrail.server.invoke.ApiException MalformedInput if it is not that
  static Instant ofIso(String text) {
    try {
      return OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant();
    } catch (DateTimeException notReadable) {
      throw Malformed.because("a timestamp is not ISO 8601");
    }
  }

  /// `2026-01-31T12:00:00Z`, whole seconds as the query services answer.
  static String iso(Instant time) {
    return ISO.format(time);
  }

  /// `2026-01-31T12:00:00.000Z`, whole seconds as EC2 answers.
  static String isoWithMillis(Instant time) {
    return ISO_MILLIS.format(time);
  }

  /// `Aug 10, 2022, 10:38:27 PM`, as CloudTrail shows times in `responseElements`.
  static String trail(Instant time) {
    return TRAIL.format(time);
  }
}
