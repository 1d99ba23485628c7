package io.keytrail.policy.compile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Every border of what is an address, and of what a block contains.
class CidrTest {

  @Test
  void v4_isFourDecimalPartsWithoutLeadingZeros() {
    read("0.0.0.0", false, 0, 0, 32);
    read("1.2.3.4", false, 0, 0x01020304L, 32);
    read("255.255.255.255", false, 0, 0xFFFFFFFFL, 32);
    read("10.200.30.4/9", false, 0, 0x0AC81E04L, 9);
    read("10.0.0.1/0", false, 0, 0x0A000001L, 0);
    read("10.0.0.1/32", false, 0, 0x0A000001L, 32);
    refused("", ".", "1", "1.2.3", "1.2.3.", "1.2.3.4.5", ".1.2.3", "1..2.3", "1.2.3.4.");
    refused("256.0.0.1", "0.0.0.256", "01.2.3.4", "1.2.3.00", "1.2.3.0004", "1.2.3.1000");
    refused("1.2.3.a", "1.2.3./", "1.2.3.:", "+1.2.3.4", " 1.2.3.4", "1.2.3.4 ", "1.2.3.-4");
  }

  @Test
  void prefix_isBoundedByTheFamily() {
    refused("1.2.3.4/33", "1.2.3.4/", "1.2.3.4/01", "1.2.3.4/-1", "1.2.3.4/8/8", "/8", "1.2.3.4/x");
    read("::/128", true, 0, 0, 128);
    refused("::/129", "::/", "::/0128", "::/1000");
  }

  @Test
  void v6_isEightGroupsOrOneGap() {
    read("1:2:3:4:5:6:7:8", true, 0x0001000200030004L, 0x0005000600070008L, 128);
    read("ABCD:ef01:0:00:000:0000:f:9", true, 0xABCDEF0100000000L, 0x00000000000F0009L, 128);
    read("::", true, 0, 0, 128);
    read("::1", true, 0, 1, 128);
    read("1::", true, 0x0001000000000000L, 0, 128);
    read("1:2:3:4:5:6:7::", true, 0x0001000200030004L, 0x0005000600070000L, 128);
    read("::2:3:4:5:6:7:8", true, 0x0000000200030004L, 0x0005000600070008L, 128);
    read("1:2::7:8/33", true, 0x0001000200000000L, 0x0000000000070008L, 33);
    refused("1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4::5:6:7:8", "1:2:3:4:5:6:7:8::");
    refused(
        ":", ":::", ":1", "1:", ":1:2:3:4:5:6:7", "1:2:3:4:5:6:7:", "::1::", "1::2::3", "1:::2");
    refused("12345::", "g::", "::G", "`::", "@::", "/::", "::1%eth0", "\uFF11::", "1: 2::");
  }

  @Test
  void v6_mayEndInAnAddressOfV4() {
    read("::1.2.3.4", true, 0, 0x01020304L, 128);
    read("::ffff:10.200.30.4", true, 0, 0x0000FFFF0AC81E04L, 128);
    read("1:2:3:4:5:6:7.8.9.10", true, 0x0001000200030004L, 0x000500060708090AL, 128);
    read("1:2:3:4:5::7.8.9.10", true, 0x0001000200030004L, 0x000500000708090AL, 128);
    refused("1:2:3:4:5:6:7:1.2.3.4", "1:2:3:4:5:1.2.3.4", "1:2:3:4:5:6::1.2.3.4", "1.2.3.4::");
    refused("::1.2.3.4:5", "::1.2.3", "::1.2.3.256", "::1.2.3.4.", "1.2.3.4:1:2:3:4:5:6:7");
  }

  @Test
  void block_containsItsOwnAddressesAlone() {
    contains("10.1.2.3/8", "10.0.0.0", "10.255.255.255");
    lacks("10.1.2.3/8", "9.255.255.255", "11.0.0.0", "::a00:1", "::10.1.2.3");
    contains("10.0.0.128/25", "10.0.0.128", "10.0.0.255");
    lacks("10.0.0.128/25", "10.0.0.127", "10.0.1.128");
    contains("10.0.0.7", "10.0.0.7");
    lacks("10.0.0.7", "10.0.0.6", "10.0.0.8");
    contains("0.0.0.0/0", "255.255.255.255", "0.0.0.0");
    lacks("0.0.0.0/0", "::");
    contains("1:2:3:4::/63", "1:2:3:4::", "1:2:3:5:ffff::");
    lacks("1:2:3:4::/63", "1:2:3:6::", "1:2:3:3::", "0:2:3:4::");
    contains("1:2:3:4:5::/64", "1:2:3:4:ffff::");
    lacks("1:2:3:4:5::/64", "1:2:3:5:5::");
    contains("1:2:3:4:8000::/65", "1:2:3:4:ffff::");
    lacks("1:2:3:4:8000::/65", "1:2:3:4:7fff::", "1:2:3:5:8000::");
    contains("::1", "0:0:0:0:0:0:0:1");
    lacks("::1", "::", "1::1");
    contains("8000::/1", "ffff::");
    lacks("8000::/1", "7fff::");
    contains("::/0", "ffff::1");
    lacks("::/0", "1.2.3.4");
  }

  @Test
  void host_isOneAddress() {
    assertThat(cidr("1.2.3.4").host()).isTrue();
    assertThat(cidr("1.2.3.4/31").host()).isFalse();
    assertThat(cidr("::/32").host()).isFalse();
    assertThat(cidr("::/127").host()).isFalse();
    assertThat(cidr("::").host()).isTrue();
  }

  @Test
  void samples_areTheBordersAndTheirNeighbours() {
    assertThat(cidr("10.1.2.3/8").samples())
        .containsExactly("10.0.0.0", "10.255.255.255", "9.255.255.255", "11.0.0.0");
    assertThat(cidr("1.2.3.4").samples())
        .containsExactly("1.2.3.4", "1.2.3.4", "1.2.3.3", "1.2.3.5");
    assertThat(cidr("0.0.0.0/0").samples()).containsExactly("0.0.0.0", "255.255.255.255");
    assertThat(cidr("0.0.0.0").samples()).containsExactly("0.0.0.0", "0.0.0.0", "0.0.0.1");
    assertThat(cidr("255.255.255.255").samples())
        .containsExactly("255.255.255.255", "255.255.255.255", "255.255.255.254");
    assertThat(cidr("2001:db8:ffff:ffff:ffff::/79").samples())
        .containsExactly(
            "2001:db8:ffff:ffff:fffe:0:0:0",
            "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
            "2001:db8:ffff:ffff:fffd:ffff:ffff:ffff",
            "2001:db9:0:0:0:0:0:0");
    assertThat(cidr("::/0").samples())
        .containsExactly("0:0:0:0:0:0:0:0", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
    assertThat(cidr("ffff::/16").samples())
        .containsExactly(
            "ffff:0:0:0:0:0:0:0",
            "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
            "fffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
  }

  private static void read(String text, boolean v6, long high, long low, int prefix) {
    assertThat(Cidr.parse(text)).as(text).contains(new Cidr(v6, high, low, prefix));
  }

  private static void refused(String... texts) {
    for (String text : texts) {
      assertThat(Cidr.parse(text)).as(text).isEmpty();
    }
  }

  private static void contains(String block, String... hosts) {
    for (String host : hosts) {
      assertThat(cidr(block).contains(cidr(host))).as("%s in %s", host, block).isTrue();
    }
  }

  private static void lacks(String block, String... hosts) {
    for (String host : hosts) {
      assertThat(cidr(block).contains(cidr(host))).as("%s in %s", host, block).isFalse();
    }
  }

  private static Cidr cidr(String text) {
    return Cidr.parse(text).orElseThrow(() -> new AssertionError(text));
  }
}
