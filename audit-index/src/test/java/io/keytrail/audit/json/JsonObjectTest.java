package io.keytrail.audit.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Objects keep their members' order, small or large, and never change once they are there.
final class JsonObjectTest {
  private static final int MANY = 5_000;

  private static JsonObject numbered(int members) {
    JsonObject.Builder builder = JsonObject.builder();
    for (int i = 0; i < members; i++) {
      builder.put("name" + i, i);
    }
    return builder.build();
  }

  @Test
  void members_keepTheirOrder_andAreFound() {
    for (int size : new int[] {0, 1, 2, 11, 12, 13, 14, 100, MANY}) {
      JsonObject object = numbered(size);
      assertThat(object.members()).hasSize(size);
      int i = 0;
      for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
        assertThat(member.getKey()).isEqualTo("name" + i);
        assertThat(object.member("name" + i)).contains(member.getValue());
        i++;
      }
      assertThat(object.member("name" + size)).isEmpty();
      assertThat(object.members().containsKey("name" + (size - 1))).isEqualTo(size > 0);
    }
  }

  @Test
  void put_ofTheSameName_replacesWhereItStands() {
    JsonObject object = JsonObject.builder().put("a", 1).put("b", 2).put("a", 3).build();
    assertThat(JsonWriter.toText(object)).isEqualTo("{\"a\":3,\"b\":2}");
  }

  @Test
  void builder_thatGoesOn_leavesWhatItBuiltAlone() {
    JsonObject.Builder builder = JsonObject.builder().put("a", 1);
    JsonObject first = builder.build();
    JsonObject second = builder.put("a", 2).put("b", 3).build();
    assertThat(JsonWriter.toText(first)).isEqualTo("{\"a\":1}");
    assertThat(JsonWriter.toText(second)).isEqualTo("{\"a\":2,\"b\":3}");
  }

  @Test
  void members_cannotBeChanged() {
    Map<String, JsonValue> members = numbered(3).members();
    assertThatThrownBy(() -> members.put("x", JsonNull.NULL))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> members.remove("name0"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(members::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> members.entrySet().iterator().next().setValue(JsonNull.NULL))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void object_keepsNothingOfTheMapItWasMadeOf() {
    Map<String, JsonValue> map = new LinkedHashMap<>(Map.of("a", JsonValue.of(true)));
    JsonObject object = new JsonObject(map);
    map.clear();
    assertThat(object.member("a")).contains(JsonValue.of(true));
  }

  @Test
  void equality_isThatOfMaps() throws Exception {
    JsonValue one = StrictJson.parse("{\"a\":1,\"b\":{\"c\":[]}}", Limits.REQUEST);
    JsonValue other = StrictJson.parse("{\"b\":{\"c\":[]},\"a\":1}", Limits.REQUEST);
    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(one).isNotEqualTo(StrictJson.parse("{\"a\":1,\"b\":{}}", Limits.REQUEST));
    assertThat(((JsonObject) one).members())
        .isEqualTo(new LinkedHashMap<>(((JsonObject) other).members()));
  }

  /// A repeated name is found in an object of any size.
  @Test
  void parse_refusesTheSameNameTwice_inLargeObjectsToo() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < MANY; i++) {
      text.append("\"n").append(i).append("\":0,");
    }
    text.append("\"n7\":0}");
    assertThatThrownBy(() -> StrictJson.parse(text.toString(), Limits.RECORD))
        .isInstanceOf(JsonSyntaxException.class)
        .hasMessageContaining("the member `n7` stands twice");
  }

  /// What needs escapes, from where it needs them; and a text that is longer than what is kept.
  @Test
  void writer_writesEveryKindOfText() throws Exception {
    String longText = "x".repeat(100_000) + "\"\u00e9\u20ac\ud83d\ude00\n";
    for (String text :
        new String[] {"", "plain", "a\"b", "\u0001", "\u007f", "é", "€", "😀", longText}) {
      JsonValue value = new JsonString(text);
      assertThat(StrictJson.parse(JsonWriter.toBytes(value), Limits.RECORD)).isEqualTo(value);
      assertThat(StrictJson.parse(JsonWriter.toText(value), Limits.RECORD)).isEqualTo(value);
    }
    assertThat(JsonWriter.toText(new JsonString("\ud800"))).isEqualTo("\"\\ud800\"");
    assertThat(JsonWriter.toText(new JsonString("ab\\"))).isEqualTo("\"ab\\\\\"");
  }
}
