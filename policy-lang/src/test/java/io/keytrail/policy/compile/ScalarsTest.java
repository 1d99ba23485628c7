package io.keytrail.policy.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/// Numbers, booleans and bytes as texts.
class ScalarsTest {

  @Test
  void numbers_areStrictDecimals() {
    for (String text :
        new String[] {
          "0",
          "-0",
          "+7",
          "10",
          "10.00",
          "-1.5",
          "0.1",
          "1e3",
          "1E3",
          "1e+3",
          "1e-3",
          "1.5e9999",
          "9".repeat(64),
          "09",
          "1e0000"
        }) {
      assertThat(Numbers.parse(text)).as(text).contains(new BigDecimal(text));
    }
    for (String text :
        new String[] {
          "",
          "-",
          "+",
          ".",
          "1.",
          ".5",
          "-.5",
          "1..5",
          "1.5.",
          "e3",
          "1e",
          "1e+",
          "1e-",
          "1e+-3",
          "1e12345",
          "1e1.5",
          "10abc",
          "ten",
          " 1",
          "1 ",
          "--1",
          "+-1",
          "1,5",
          "0x1",
          "/",
          ":",
          "1/",
          "1:",
          "9".repeat(65),
          "\uFF11"
        }) {
      assertThat(Numbers.parse(text)).as(text).isEmpty();
    }
  }

  @Test
  void booleans_areInAnyLetterCase() {
    assertThat(Booleans.parse("true")).contains(true);
    assertThat(Booleans.parse("TRUE")).contains(true);
    assertThat(Booleans.parse("false")).contains(false);
    assertThat(Booleans.parse("False")).contains(false);
    assertThat(Booleans.parse("yes")).isEmpty();
    assertThat(Booleans.parse("")).isEmpty();
    assertThat(Booleans.parse("true ")).isEmpty();
  }

  @Test
  void bytes_compareByContent() {
    assertThat(ByteText.parse("AQI=")).isPresent().isEqualTo(ByteText.parse("AQI"));
    assertThat(ByteText.parse("AQI=")).isNotEqualTo(ByteText.parse("AQM="));
    assertThat(ByteText.parse("")).isPresent();
    assertThat(ByteText.parse("!")).isEmpty();
    assertThat(ByteText.parse("AQI=").orElseThrow().bytes().isReadOnly()).isTrue();
  }
}
