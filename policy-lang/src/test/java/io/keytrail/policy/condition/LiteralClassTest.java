package io.keytrail.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LiteralClassTest {

  @ParameterizedTest
  @ValueSource(strings = {"0", "10", "-1.5", "-0", "1e3", "1E+3", "0.5e-10", "2027", "1700000000"})
  void number(String word) {
    assertThat(LiteralClass.of(word)).isEqualTo(LiteralClass.NUMBER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2027-01",
        "2027-01-01",
        "2028-02-29",
        "2027-01-01T00:00Z",
        "2027-01-01T00:00:00Z",
        "2027-01-01T23:59:59.123Z",
        "2027-01-01T00:00:00+01:00",
        "2027-01-01T00:00-11:30"
      })
  void date(String word) {
    assertThat(LiteralClass.of(word)).isEqualTo(LiteralClass.DATE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/8",
        "0.0.0.0/0",
        "255.255.255.255",
        "10.0.0.1/32",
        "2001:db8::/32",
        "::",
        "::/0",
        "::1",
        "1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7::",
        "::ffff:10.0.0.1",
        "64:ff9b::192.0.2.33/96",
        "1:2:3:4:5:6:1.2.3.4",
        "2001:DB8::1/128"
      })
  void ip(String word) {
    assertThat(LiteralClass.of(word)).isEqualTo(LiteralClass.IP);
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void booleanWord(String word) {
    assertThat(LiteralClass.of(word)).isEqualTo(LiteralClass.BOOLEAN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "True",
        "FALSE",
        "",
        "-",
        "007",
        "+5",
        ".5",
        "5.",
        "1e",
        "1e+",
        "10abc",
        "--1",
        "1.2.3",
        "2027-1-01",
        "2027-13",
        "2027-00",
        "2027-02-29",
        "2027-01-32",
        "2027-01-01T",
        "2027-01-01Z",
        "2027-01-01T24:00Z",
        "2027-01-01T00:00",
        "2027-01-01T00:00:00",
        "2027-01-01T00:60Z",
        "2027-01-01T00:00:60Z",
        "2027-01-01T00:00:00.Z",
        "2027-01-01T00:00:00+1:00",
        "2027-01-01T00:00ZZ",
        "2027-01-01t00:00Z",
        "2027-01-01T0",
        "2027-01-01T00",
        "256.0.0.1",
        "10.0.0",
        "10.0.0.0/33",
        "10.0.0.0/",
        "10.0.0.0/08",
        "010.0.0.1",
        "10.0.0.0.0",
        "10.0.0.0/8/8",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "::1::",
        ":::",
        ":1",
        "1:",
        "12345::",
        "g::",
        "::/129",
        "::ffff:10.0.0.256",
        "1.2.3.4::",
        "::1.2.3.4:1",
        "fe80::1%eth0",
        "::/",
        "a:b",
        "kms:Decrypt"
      })
  void plain(String word) {
    assertThat(LiteralClass.of(word)).isEqualTo(LiteralClass.PLAIN);
  }
}
