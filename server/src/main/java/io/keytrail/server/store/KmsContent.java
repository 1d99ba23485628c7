package io.keytrail.server.store;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.RowMacs;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Content of a KMS row: JSON under a row MAC. New members may come, none changes its meaning.
final class KmsContent {
  private KmsContent() {}

  /// Content and proof, as the columns hold them.
  record Sealed(Buffer content, Buffer mac) {}

  static Sealed seal(RowMacs macs, RowMacs.RowId row, JsonObject content) {
    byte[] json = JsonWriter.toBytes(content);
    Bytes mac = macs.mac(row, Bytes.copyOf(json));
    return new Sealed(Buffer.buffer(json), Buffer.buffer(mac.toArray()));
  }

  /// The content of a row with columns `content` and `row_mac`.
  ///
  /// @throws io.keytrail.server.crypto.RowTampered if the proof does not hold
  static JsonObject open(RowMacs macs, RowMacs.RowId id, Row row) {
    byte[] json = row.getBuffer("content").getBytes();
    macs.verify(id, Bytes.copyOf(json), bytes(row, "row_mac"));
    try {
      if (StrictJson.parse(json, Limits.RECORD) instanceof JsonObject content) {
        return content;
      }
    } catch (JsonSyntaxException unreadable) {
      throw new IllegalStateException("unreadable content of " + id, unreadable);
    }
    throw new IllegalStateException("the content of " + id + " is no object");
  }

  static Bytes bytes(Row row, String column) {
    return Bytes.copyOf(row.getBuffer(column).getBytes());
  }

  static String text(JsonObject from, String name) {
    return from.string(name).orElseThrow(() -> missing(name));
  }

  static Instant time(JsonObject from, String name) {
    return Instant.parse(text(from, name));
  }

  static long number(JsonObject from, String name) {
    if (from.member(name).orElse(null) instanceof JsonNumber number) {
      return number.asLong().orElseThrow(() -> missing(name));
    }
    throw missing(name);
  }

  static boolean flag(JsonObject from, String name) {
    return from.member(name).filter(JsonValue.of(true)::equals).isPresent();
  }

  static List<String> texts(JsonObject from, String name) {
    List<String> texts = new ArrayList<>();
    if (from.member(name).orElse(JsonArray.EMPTY) instanceof JsonArray array) {
      array.elements().forEach(element -> texts.add(string(element)));
    }
    return texts;
  }

  static Map<String, String> pairs(JsonObject from, String name) {
    Map<String, String> pairs = new LinkedHashMap<>();
    from.object(name)
        .orElse(JsonObject.EMPTY)
        .members()
        .forEach((key, value) -> pairs.put(key, string(value)));
    return pairs;
  }

  static JsonObject object(Map<String, String> pairs) {
    JsonObject.Builder object = JsonObject.builder();
    pairs.forEach(object::put);
    return object.build();
  }

  static void put(JsonObject.Builder to, String name, Optional<String> value) {
    value.ifPresent(text -> to.put(name, text));
  }

  private static String string(JsonValue value) {
    if (value instanceof JsonString(String text)) {
      return text;
    }
    throw new IllegalStateException("expected a string in a row's content");
  }

  private static IllegalStateException missing(String name) {
    return new IllegalStateException("a row's content lacks `" + name + "`");
  }
}
