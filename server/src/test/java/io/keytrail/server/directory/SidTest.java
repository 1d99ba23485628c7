package io.keytrail.server.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keytrail.server.crypto.Bytes;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SidTest {
  private static Bytes hex(String text) {
    return Bytes.owning(HexFormat.of().parseHex(text));
  }

  private static String hex(Bytes bytes) {
    return HexFormat.of().formatHex(bytes.toArray());
  }

  /// The first is the story's user; the others are Windows' well-known ones.
  @ParameterizedTest
  @CsvSource({
    "S-1-5-21-277731876-1789304096-451871588-1107,"
        + " 010500000000000515000000"
        + "24da8d10"
        + "209da66a"
        + "6403ef1a"
        + "53040000",
    "S-1-1-0, 010100000000000100000000",
    "S-1-5-32-544, 01020000000000052000000020020000",
    "S-1-0xffffffffffff-4294967295, 0101ffffffffffffffffffff",
    "S-1-4294967295-1, 01010000ffffffff01000000",
    "S-1-0x000100000000-1, 010100010000000001000000"
  })
  void textAndBytes_sayTheSame(String text, String bytes) {
    Sid sid = Sid.parse(text).orElseThrow();
    assertThat(hex(sid.toBytes())).isEqualTo(bytes);
    assertThat(Sid.ofBytes(hex(bytes))).contains(sid);
    assertThat(sid).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "S-1-",
        "S-1-5",
        "S-1-5-",
        "S-1--5-1",
        "s-1-5-21-1",
        "S-2-5-21-1",
        "S-1-05-21",
        "S-1-5-021",
        "S-1-5-+1",
        "S-1-5--1",
        "S-1-5-4294967296",
        "S-1-5-99999999999999999999",
        "S-1-4294967296-1",
        "S-1-0x5-1",
        "S-1-0x000000000005-1",
        "S-1-0xFFFFFFFFFFFF-1",
        "S-1-0x1000000000000-1",
        "S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15-16",
        "S-1-5-21-1 ",
        "S-1-5-21-\u0661"
      })
  void otherTexts_areNone(String text) {
    assertThat(Sid.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "01",
        "01000000000000",
        "0100000000000005",
        "0201000000000005" + "00000000",
        "0101000000000005",
        "0101000000000005" + "000000",
        "0101000000000005" + "0000000000",
        "ff01000000000005" + "00000000"
      })
  void otherBytes_areNone(String bytes) {
    assertThat(Sid.ofBytes(hex(bytes))).isEmpty();
  }

  @Test
  void whatIsWritten_isReadBack() {
    long seed = Long.getLong("seed", 20_261_123L);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 2_000; i++) {
      List<Long> parts = new ArrayList<>();
      for (int n = random.nextInt(1, 16); n > 0; n--) {
        parts.add(random.nextLong(1L << random.nextInt(1, 33)));
      }
      Sid sid = new Sid(random.nextLong(1L << random.nextInt(1, 49)), parts);
      assertThat(Sid.parse(sid.toString())).as("-Dseed=%d", seed).contains(sid);
      assertThat(Sid.ofBytes(sid.toBytes())).as("-Dseed=%d", seed).contains(sid);
    }
  }

  @Test
  void domains_haveMembers() {
    Sid domain = Sid.randomDomain(new SecureRandom());
    assertThat(domain.isDomain()).isTrue();
    assertThat(domain.toString()).startsWith("S-1-5-21-");
    Sid member = domain.member(1_107);
    assertThat(member.rid()).isEqualTo(1_107);
    assertThat(member.isMemberOf(domain)).isTrue();
    assertThat(member.isDomain()).isFalse();
    assertThat(member.toBytes().toArray()).hasSize(28);
    assertThat(member.isMemberOf(Sid.randomDomain(new SecureRandom()))).isFalse();
    assertThat(domain.isMemberOf(domain)).isFalse();
  }

  @Test
  void whatCannotBe_isNotMade() {
    assertThatThrownBy(() -> new Sid(5, List.of())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Sid(-1, List.of(1L))).hasMessage("an authority has 48 bits");
    assertThatThrownBy(() -> new Sid(1L << 48, List.of(1L))).hasMessage("an authority has 48 bits");
    assertThatThrownBy(() -> new Sid(5, List.of(1L << 32)))
        .hasMessage("a sub-authority has 32 bits");
  }
}
