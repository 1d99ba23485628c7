package io.keytrail.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keytrail.server.invoke.ApiException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 1970-01-01T00:00:00Z",
    "1.5e9, 2017-07-14T02:40:00Z",
    "1500000000.1234567891, 2017-07-14T02:40:00.123456789Z",
    "-0.5, 1969-12-31T23:59:59.500Z",
    "253402300799, 9999-12-31T23:59:59Z"
  })
  void epochSeconds_areRead(String lexeme, String time) {
    assertThat(Timestamps.ofEpochSeconds(lexeme)).isEqualTo(Instant.parse(time));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "253402300800",
        "1e999999999",
        "1e-999999999",
        "1e99999999999",
        "-1e300",
        "0e2000000000"
      })
  void timesOutOfRange_areRefusedAtOnce(String lexeme) {
    assertThatThrownBy(() -> Timestamps.ofEpochSeconds(lexeme))
        .isInstanceOf(ApiException.class)
        .hasMessage("a timestamp is out of range");
  }

  @Test
  void iso_isReadWithOffsetAndRefusedWithout() {
    assertThat(Timestamps.ofIso("2026-01-31T12:00:00.5+01:00"))
        .isEqualTo(Instant.parse("2026-01-31T11:00:00.5Z"));
    assertThatThrownBy(() -> Timestamps.ofIso("2026-01-31 12:00"))
        .isInstanceOf(ApiException.class)
        .hasMessage("a timestamp is not ISO 8601");
  }

  @Test
  void times_areShownAsTheTrailDoes() {
    Instant time = Instant.parse("2022-08-10T22:38:27.9Z");
    assertThat(Timestamps.trail(time)).isEqualTo("Aug 10, 2022, 10:38:27 PM");
    assertThat(Timestamps.iso(time)).isEqualTo("2022-08-10T22:38:27Z");
  }
}
