package io.keytrail.audit.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is read the quick way is read as [StrictJson] reads it, and all else is left to that.
class PlainJsonTest {
  private static final String TEXT = "{\"a\":[{\"k\":\"}\"}],\"k\":null}";
  private static final int EDITS = 20_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"k\":@}",
        " {\r\n\t\"k\" : @ }\n",
        "{\"k\":@,\"x\":{}}",
        "{\"x\":[],\"k\":@}",
        "{\"x\":{\"k\":{\"k\":[\"\",[true,false,null]]}},\"k\":@,\"\":\"a b~\"}"
      })
  void plainTexts_areRead(String text) throws JsonSyntaxException {
    JsonObject known = known();
    JsonObject read = PlainJson.read(bytes(text), Limits.REQUEST, member(known));
    assertThat(read).isEqualTo(StrictJson.parse(bytes(text), Limits.REQUEST));
    assertThat(Objects.requireNonNull(read).members().get("k")).isSameAs(known);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "[@]",
        "{}",
        "{\"k\":{}}",
        "{\"k\":\"\"}",
        "{\"x\":{\"k\":@}}",
        "{\"k\":@",
        "{\"k\":@}}",
        "{\"k\":@} 1",
        "{\"k\":@,}",
        "{,\"k\":@}",
        "{\"k\" @}",
        "{\"k\":@ \"x\":{}}",
        "{\"k\":@,\"k\":@}",
        "{\"x\":{},\"x\":{},\"k\":@}",
        "{\"x\":1,\"k\":@}",
        "{\"x\":tru,\"k\":@}",
        "{\"x\":\"\\n\",\"k\":@}",
        "{\"x\":\"é\",\"k\":@}",
        "{\"x\":\"\t\",\"k\":@}",
        "{\"\\u006b\":@}",
        "{\"x\":[\"a\",],\"k\":@}",
        "{\"x\":[\"a\" \"b\"],\"k\":@}",
        "{x:{},\"k\":@}",
        "\uFEFF{\"k\":@}"
      })
  void otherTexts_areNot(String text) throws JsonSyntaxException {
    assertThat(PlainJson.read(bytes(text), Limits.REQUEST, member(known()))).isNull();
  }

  /// Each limit is StrictJson's, to the byte, the level and the value.
  @Test
  void limits_areTheSame() throws JsonSyntaxException {
    byte[] text = bytes("{\"x\":[[{\"y\":[\"\",true]}]],\"k\":@}");
    int differing = 0;
    for (int i = 1; i < 100; i++) {
      for (Limits limits :
          new Limits[] {
            Limits.REQUEST.withMaxBytes(i),
            Limits.REQUEST.withMaxDepth(i),
            Limits.REQUEST.withMaxValues(i)
          }) {
        boolean strict = strictly(text, limits) != null;
        boolean plain = PlainJson.read(text, limits, member(known())) != null;
        assertThat(plain).as("%s", limits).isEqualTo(strict);
        differing += strict ? 0 : 1;
      }
    }
    assertThat(differing).isGreaterThan(60);
  }

  @Test
  void editedTexts_areReadAsStrictlyOrNotAtAll() throws JsonSyntaxException {
    long seed = Long.getLong("seed", 1);
    SplittableRandom random = new SplittableRandom(seed);
    PlainJson.Known known = member(known());
    byte[] signs = "{}[]\",:\\ ak0t".getBytes(StandardCharsets.US_ASCII);
    int read = 0;
    for (int i = 0; i < EDITS; i++) {
      byte[] text = bytes("{\"x\": {\"a\":[\"b\",true ,null]},\"k\":@,\"y\":\"z\"}");
      for (int edits = random.nextInt(3); edits > 0; edits--) {
        text[random.nextInt(text.length)] = signs[random.nextInt(signs.length)];
      }
      JsonObject plain = PlainJson.read(text, Limits.REQUEST, known);
      if (plain != null) {
        read++;
        assertThat(plain)
            .as("seed %d, text %d: %s", seed, i, new String(text, StandardCharsets.US_ASCII))
            .isEqualTo(strictly(text, Limits.REQUEST));
      }
    }
    assertThat(read).isBetween(EDITS / 4, EDITS * 3 / 4);
  }

  private static @Nullable JsonValue strictly(byte[] text, Limits limits) {
    try {
      return StrictJson.parse(text, limits);
    } catch (JsonSyntaxException refused) {
      return null;
    }
  }

  private static byte[] bytes(String text) {
    return text.replace("@", TEXT).getBytes(StandardCharsets.UTF_8);
  }

  private static JsonObject known() throws JsonSyntaxException {
    return (JsonObject) StrictJson.parse(TEXT, Limits.REQUEST);
  }

  private static PlainJson.Known member(JsonObject known) {
    return PlainJson.Known.of("k", TEXT.getBytes(StandardCharsets.UTF_8), known);
  }
}
