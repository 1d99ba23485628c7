package io.keytrail.policy.compile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Every border of what is a date, and what moment it is.
class MomentTest {
  private static final long DAY = 1_767_225_600; // 2026-01-01

  @Test
  void integers_areEpochSeconds() {
    read("0", 0, 0);
    read("2026", 2026, 0);
    read("-3", -3, 0);
    read("999999999999999", 999_999_999_999_999L, 0);
    read("-999999999999999", -999_999_999_999_999L, 0);
    refused("", "-", "1000000000000000", "-1000000000000000", "--1", "+1", "1.5", "1/", "1:", "a");
  }

  @Test
  void days_areThoseOfTheCalendar() {
    read("1970-01", 0, 0);
    read("2026-01", DAY, 0);
    read("2026-02", DAY + 31 * 86_400, 0);
    read("2026-12", DAY + 334 * 86_400, 0);
    read("2026-01-01", DAY, 0);
    read("2026-01-31", DAY + 30 * 86_400, 0);
    read("2024-02-29", 1_709_164_800, 0);
    read("0000-01-01", -62_167_219_200L, 0);
    read("9999-12-31", 253_402_214_400L, 0);
    refused(
        "2026-", "2026-1", "2026-00", "2026-13", "2026/01", "202-01-01", "20261-01", "2026-01-");
    refused("2026-01-0", "2026-01-00", "2026-01-32", "2026-02-29", "2026-04-31", "2026-01/01");
    refused("2026-01-01Z", "2026-01-01 ", "2026-01-01T", "2026-01-010", "2026-0a", "x026-01");
    refused("2026-01-0:", "2026-01-0/", "2026-01-01t00:00Z", "2026-01-01 00:00Z", "-2026-01-01");
  }

  @Test
  void times_haveMinutesAndAnOffset() {
    read("2026-01-01T00:00Z", DAY, 0);
    read("2026-01-01T00:00+00:00", DAY, 0);
    read("2026-01-01T00:00-00:00", DAY, 0);
    read("2026-01-01T23:59Z", DAY + 86_340, 0);
    read("2026-01-01T23:59:59Z", DAY + 86_399, 0);
    read("2026-01-01T01:30+01:30", DAY, 0);
    read("2026-01-01T00:00-01:30", DAY + 5_400, 0);
    read("2026-01-01T00:00:07+18:00", DAY - 64_793, 0);
    read("2026-01-01T00:00-18:00", DAY + 64_800, 0);
    refused("2026-01-01T24:00Z", "2026-01-01T00:60Z", "2026-01-01T00:00:60Z", "2026-01-01T00Z");
    refused("2026-01-01T00:00", "2026-01-01T0:00Z", "2026-01-01T00.00Z", "2026-01-01T00:0Z");
    refused("2026-01-01T00:00z", "2026-01-01T00:00ZZ", "2026-01-01T00:00Z ", "2026-01-01T00:00+");
    refused("2026-01-01T00:00+18:01", "2026-01-01T00:00+01", "2026-01-01T00:00+01:00Z");
    refused("2026-01-01T00:00+1:00", "2026-01-01T00:00 01:00", "2026-01-01T00:00+01:0");
    refused("2026-01-01T00:00:Z", "2026-01-01T00:00:0Z", "2026-01-01T00:00:000Z");
    refused("2026-01-01T00:00+01:60", "2026-01-01T00:00+01-00", "2026-01-01T00:00+ab:00");
  }

  @Test
  void fractions_areCutToNanoseconds() {
    read("2026-01-01T00:00:00.5Z", DAY, 500_000_000);
    read("2026-01-01T00:00:00.000000001Z", DAY, 1);
    read("2026-01-01T00:00:59.9999999999Z", DAY + 59, 999_999_999);
    read("2026-01-01T00:00:00.25+01:00", DAY - 3_600, 250_000_000);
    refused("2026-01-01T00:00:00.Z", "2026-01-01T00:00:00.", "2026-01-01T00:00:00,5Z");
    refused("2026-01-01T00:00.5Z", "2026-01-01T00:00:00.5", "2026-01-01T00:00:00.5.5Z");
  }

  @Test
  void order_isThatOfTime() {
    assertThat(new Moment(1, 0)).isLessThan(new Moment(2, 0)).isGreaterThan(new Moment(0, 9));
    assertThat(new Moment(1, 5)).isLessThan(new Moment(1, 6)).isGreaterThan(new Moment(1, 4));
    assertThat(new Moment(1, 5)).isEqualByComparingTo(new Moment(1, 5));
  }

  @Test
  void neighbours_carryOverSeconds() {
    assertThat(new Moment(5, 0).plusNanos(-1)).isEqualTo(new Moment(4, 999_999_999));
    assertThat(new Moment(5, 999_999_999).plusNanos(1)).isEqualTo(new Moment(6, 0));
    assertThat(new Moment(5, 7).plusNanos(1)).isEqualTo(new Moment(5, 8));
    assertThat(new Moment(5, 999_999_999).plusNanos(999_999_999))
        .isEqualTo(new Moment(6, 999_999_998));
  }

  @Test
  void text_readsAsTheSameMoment() {
    assertThat(new Moment(DAY, 0).text()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(new Moment(DAY, 1).text()).isEqualTo("2026-01-01T00:00:00.000000001Z");
    assertThat(new Moment(-62_167_219_200L, 0).text()).isEqualTo("0000-01-01T00:00:00Z");
    assertThat(new Moment(-62_167_219_201L, 0).text()).isEqualTo("-62167219201");
    assertThat(new Moment(253_402_300_799L, 0).text()).isEqualTo("9999-12-31T23:59:59Z");
    assertThat(new Moment(253_402_300_800L, 0).text()).isEqualTo("253402300800");
    for (long second : new long[] {0, DAY, -62_167_219_200L, -62_167_219_201L, 253_402_300_800L}) {
      assertThat(Moment.parse(new Moment(second, 0).text())).contains(new Moment(second, 0));
    }
  }

  private static void read(String text, long second, int nano) {
    assertThat(Moment.parse(text)).as(text).contains(new Moment(second, nano));
  }

  private static void refused(String... texts) {
    for (String text : texts) {
      assertThat(Moment.parse(text)).as(text).isEmpty();
    }
  }
}
