package io.keytrail.audit.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonOut.Name;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What is written token by token is what the tree of it is, whatever characters texts are made of.
final class JsonOutTest {
  private static final int TEXTS = 20_000;
  private static final int LONGEST = 40;

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }

  @Test
  void tokens_areSeparatedAsValues() {
    JsonOut out = JsonOut.begin();
    out.beginObject().name(Name.of("a")).number(-1).name("b").bool(true);
    out.name(Name.after("kind", "x\"y", "label")).string("");
    out.name("list").beginArray().nothing().bool(false).beginObject().endObject();
    out.beginArray().endArray().number(2).endArray();
    out.name("texts").strings(List.of("[", "{", ":", ",")).endObject();
    assertThat(text(out.toBytes()))
        .isEqualTo(
            "{\"a\":-1,\"b\":true,\"kind\":\"x\\\"y\",\"label\":\"\","
                + "\"list\":[null,false,{},[],2],\"texts\":[\"[\",\"{\",\":\",\",\"]}");
  }

  @Test
  void begin_forgetsWhatStoodThere_evenAfterLargeTexts() {
    String large = "x".repeat(200_000);
    assertThat(JsonOut.begin().string(large).toBytes()).hasSize(large.length() + 2);
    JsonOut.begin().beginArray().string("never finished");
    assertThat(text(JsonOut.begin().string("y").toBytes())).isEqualTo("\"y\"");
  }

  /// Every text comes back as it was, of which every character may be one that needs an escape.
  @Test
  void strings_comeBackEqual() throws JsonSyntaxException {
    long seed = Long.getLong("seed", 1);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < TEXTS; i++) {
      String text = text(random);
      byte[] written = JsonOut.begin().string(text).toBytes();
      assertThat(StrictJson.parse(written, Limits.RECORD))
          .as("seed %d, text %d", seed, i)
          .isEqualTo(new JsonString(text));
      assertThat(written).isEqualTo(JsonWriter.toBytes(new JsonString(text)));
    }
  }

  /// Mostly plain, so that one odd character stands anywhere among plain ones.
  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    int odd = random.nextInt(3);
    for (int i = random.nextInt(LONGEST); i > 0; i--) {
      text.append((char) random.nextInt(0x20, 0x80));
    }
    for (int i = 0; i < odd; i++) {
      text.insert(random.nextInt(text.length() + 1), odd(random));
    }
    return text.toString();
  }

  /// Of every size in UTF-8, controls and lone halves among them.
  private static String odd(SplittableRandom random) {
    return switch (random.nextInt(6)) {
      case 0 -> String.valueOf((char) random.nextInt(0x20));
      case 1 -> String.valueOf((char) random.nextInt(0x80, 0x100));
      case 2 -> String.valueOf((char) random.nextInt(0x100, 0xD800));
      case 3 -> String.valueOf((char) random.nextInt(0xD800, 0xE000));
      case 4 -> Character.toString(random.nextInt(0x10000, 0x110000));
      default -> String.valueOf("\"\\?".charAt(random.nextInt(3)));
    };
  }
}
