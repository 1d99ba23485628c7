package io.keytrail.audit.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class StrictJsonTest {

  @Test
  void members_keepDocumentOrder() throws Exception {
    JsonObject object = (JsonObject) parse("{\"z\":1.50,\"a\":[true,null,\"\\u00e9\"],\"m\":{}}");
    assertThat(object.members().keySet()).containsExactly("z", "a", "m");
    assertThat(JsonWriter.toText(object))
        .isEqualTo("{\"z\":1.50,\"a\":[true,null,\"é\"],\"m\":{}}");
  }

  @Test
  void duplicateMember_fails() {
    refused(
        "{\"a\":1,\n \"b\":{\"x\":1,\"\\u0078\":2}}", 2, 13, "/b/x", "the member `x` stands twice");
  }

  @Test
  void column_countsCodePoints() {
    refused("[\"\uD83D\uDE00\", x]", 1, 7, "/1", "not valid JSON at `x`");
  }

  @Test
  void loneSurrogate_fails() {
    refused("{\"a\":[\"x\\ud800y\"]}", 1, 7, "/a/0", "a string holds half of a surrogate pair");
    refused("{\"\\udc00\":1}", 1, 2, "/\uDC00", "a string holds half of a surrogate pair");
  }

  @Test
  void loneSurrogate_works_inRecords() throws Exception {
    assertThat(StrictJson.parse("\"x\\ud800y\"", Limits.RECORD))
        .isEqualTo(new JsonString("x\uD800y"));
  }

  @Test
  void trailingText_fails() {
    refused("{} {}", 1, 4, "", "text follows after the JSON value");
    refused("1 x", 1, 3, "", "not valid JSON at `x`");
  }

  @Test
  void empty_fails() {
    refused("", 1, 1, "", "the text is empty, a JSON value was expected");
    refused(" \n ", 2, 2, "", "the text is empty, a JSON value was expected");
    refused("[1,", 1, 4, "/1", "the text ends inside a value");
  }

  @Test
  void byteOrderMark_fails() {
    refused("\uFEFF{}", 1, 1, "", "the text begins with a byte order mark");
  }

  @Test
  void badUtf8_fails() {
    byte[] overlong = {'"', 'a', '\n', (byte) 0xC0, (byte) 0xAF, '"'};
    var e =
        catchThrowableOfType(
            JsonSyntaxException.class, () -> StrictJson.parse(overlong, Limits.REQUEST));
    assertThat(e).hasMessage("the text is not valid UTF-8");
    assertThat(e.line()).isEqualTo(2);
    assertThat(e.column()).isEqualTo(1);
  }

  @Test
  void depth_isCapped() throws Exception {
    assertThat(parse("[".repeat(64) + "]".repeat(64))).isInstanceOf(JsonArray.class);
    refused(
        "[".repeat(65) + "]".repeat(65),
        1,
        65,
        "/0".repeat(64),
        "values are nested over 64 deep, which is the limit");
    var e = catchThrowableOfType(JsonSyntaxException.class, () -> parse("[".repeat(100_000)));
    assertThat(e).hasMessage("values are nested over 64 deep, which is the limit");
  }

  @Test
  void size_isCapped() {
    var e =
        catchThrowableOfType(
            JsonSyntaxException.class,
            () -> StrictJson.parse("[1,2,3]".getBytes(UTF_8), Limits.REQUEST.withMaxBytes(6)));
    assertThat(e).hasMessage("the text has 7 bytes, allowed are 6");
    var values =
        catchThrowableOfType(
            JsonSyntaxException.class,
            () -> StrictJson.parse("[1,2,3]".getBytes(UTF_8), Limits.REQUEST.withMaxValues(3)));
    assertThat(values).hasMessage("the text holds over 3 values, which is the limit");
  }

  @Test
  void longNumber_fails() {
    var e = catchThrowableOfType(JsonSyntaxException.class, () -> parse("1".repeat(100_000)));
    assertThat(e).hasMessage("the number has over 1000 characters, which is the limit");
  }

  @Test
  void collidingNames_stayCheap() throws Exception {
    var text = new StringBuilder("{");
    for (int i = 0; i < 1 << 13; i++) {
      for (int bit = 0; bit < 13; bit++) {
        if (bit == 0) {
          text.append(i == 0 ? "\"" : ",\"");
        }
        text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      text.append("\":0");
    }
    JsonObject object = (JsonObject) StrictJson.parse(text.append('}').toString(), Limits.REQUEST);
    assertThat(object.members()).hasSize(1 << 13);
  }

  @Test
  void numbers_keepTheirLexeme() throws Exception {
    for (String number : new String[] {"-0", "1e400", "1.0", "9223372036854775808", "1E+2"}) {
      assertThat(parse(number)).isEqualTo(new JsonNumber(number));
    }
    assertThat(new JsonNumber("9223372036854775807").asLong()).hasValue(Long.MAX_VALUE);
    assertThat(new JsonNumber("9223372036854775808").asLong()).isEmpty();
    assertThat(new JsonNumber("1.0").asLong()).isEmpty();
    assertThat(new JsonNumber("-0").asLong()).hasValue(0);
    for (String not : new String[] {"", "-", "01", "1.", ".1", "1e", "+1", "1,2", "0x1", "NaN"}) {
      assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> new JsonNumber(not)))
          .as(not)
          .hasMessage("not a JSON number");
    }
  }

  @Test
  void everyString_roundTrips() throws Exception {
    long seed = Long.getLong("seed", new Random().nextLong());
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      char[] chars = new char[random.nextInt(24)];
      for (int c = 0; c < chars.length; c++) {
        chars[c] = (char) (random.nextInt(0x10000) >> (random.nextBoolean() ? 9 : 0));
      }
      if (chars.length > 2 && random.nextInt(4) == 0) {
        chars[0] = (char) (0xD800 + random.nextInt(0x800));
      }
      var value = new JsonString(new String(chars));
      byte[] written = JsonWriter.toBytes(value);
      assertThat(StrictJson.parse(written, Limits.RECORD)).as("-Dseed=" + seed).isEqualTo(value);
      assertThat(JsonWriter.toText(value).getBytes(StandardCharsets.UTF_8))
          .as("-Dseed=" + seed)
          .isEqualTo(written);
    }
  }

  @Test
  void randomBytes_neverCrash() {
    long seed = Long.getLong("seed", new Random().nextLong());
    var random = new Random(seed);
    byte[] good = "{\"a\":[1,-2.5e3,\"x\\u0041\",true],\"b\":{\"c\":null}}".getBytes(UTF_8);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = Arrays.copyOf(good, 1 + random.nextInt(good.length));
      for (int flips = random.nextInt(3); flips >= 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(StrictJson.parse(bytes, Limits.REQUEST)).isNotNull();
      } catch (JsonSyntaxException refused) {
        assertThat(refused.getMessage()).as("-Dseed=" + seed).isNotBlank();
      }
    }
  }

  private static JsonValue parse(String text) throws JsonSyntaxException {
    return StrictJson.parse(text.getBytes(UTF_8), Limits.REQUEST);
  }

  private static void refused(String text, int line, int column, String pointer, String message) {
    var e = catchThrowableOfType(JsonSyntaxException.class, () -> parse(text));
    assertThat(e).as(text).hasMessage(message);
    assertThat(e.line() + ":" + e.column() + " " + e.pointer())
        .isEqualTo(line + ":" + column + " " + pointer);
  }
}
