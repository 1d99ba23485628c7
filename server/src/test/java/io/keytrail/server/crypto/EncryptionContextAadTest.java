package io.keytrail.server.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EncryptionContextAadTest {
  private static final String[] PIECES = {
    "", "a", "b", "ab", "=", "\0", "\0\0\0\1", "é", "e\u0301", "\ud83d\ude00", "\uffff"
  };

  @Test
  void encoding_isPinned() {
    assertThat(EncryptionContextAad.encode(Map.of()).toHex()).isEqualTo("0100000000");
    assertThat(EncryptionContextAad.encode(Map.of("a", "bc")).toHex())
        .isEqualTo("01" + "00000001" + "0000000161" + "000000026263");
  }

  @Test
  void order_doesNotMatter_andIsThatOfUtf8() {
    Map<String, String> one = new LinkedHashMap<>();
    one.put("\ud83d\ude00", "later in UTF-8, earlier in UTF-16");
    one.put("\uffff", "x");
    Map<String, String> other = new LinkedHashMap<>();
    other.put("\uffff", "x");
    other.put("\ud83d\ude00", "later in UTF-8, earlier in UTF-16");
    assertThat(EncryptionContextAad.encode(one)).isEqualTo(EncryptionContextAad.encode(other));
    assertThat(EncryptionContextAad.encode(one).toHex())
        .startsWith("01" + "00000002" + "00000003efbfbf");
  }

  @Test
  void loneSurrogates_areRefused_inKeysAndValues() {
    for (String lone : new String[] {"\ud800", "\udc00", "a\ud800b", "\udc00\ud800", "x\ud83d"}) {
      assertThatThrownBy(() -> EncryptionContextAad.encode(Map.of(lone, "v")))
          .isInstanceOf(UnencodableText.class)
          .hasMessage("expected Unicode text, found a lone surrogate");
      assertThatThrownBy(() -> EncryptionContextAad.encode(Map.of("k", lone)))
          .isInstanceOf(UnencodableText.class);
    }
  }

  @Test
  void differentContexts_haveDifferentEncodings() {
    long seed = Long.getLong("seed", new Random().nextLong());
    Random random = new Random(seed);
    Map<Bytes, Map<String, String>> seen = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      Map<String, String> context = new HashMap<>();
      for (int pairs = random.nextInt(4); pairs > 0; pairs--) {
        context.put(text(random), text(random));
      }
      Map<String, String> before = seen.put(EncryptionContextAad.encode(context), context);
      assertThat(before == null || before.equals(context))
          .as("%s and %s, -Dseed=%d", before, context, seed)
          .isTrue();
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int pieces = random.nextInt(4); pieces > 0; pieces--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}
