package io.keytrail.policy.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON as maps, lists and strings. Numbers and booleans are kept as written, as a `Raw`.
final class Json {
  /// A number or a boolean, by its text.
  record Raw(String text) {}

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /// The object that `text` holds; the text must be valid JSON (only tests write it).
  static Map<String, @Nullable Object> object(String text) {
    return asMap(new Json(text).value());
  }

  /// `value` as JSON on one line.
  static String write(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  @SuppressWarnings(
      "unchecked") // objects are made by this reader and by the generator only, with string keys
  static Map<String, @Nullable Object> asMap(@Nullable Object value) {
    return value == null ? Map.of() : (Map<String, @Nullable Object>) value;
  }

  /// The texts of a scalar or of a list of scalars; none of null.
  static List<String> texts(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(item -> texts(item).getFirst()).toList();
    }
    return switch (value) {
      case null -> List.of();
      case Raw raw -> List.of(raw.text());
      default -> List.of(value.toString());
    };
  }

  /// The text of a scalar that must be there.
  static String text(@Nullable Object value) {
    return texts(value).getFirst();
  }

  /// A list as it is, null as none, anything else as its only item.
  static List<Object> items(@Nullable Object value) {
    return switch (value) {
      case null -> List.of();
      case List<?> list -> List.copyOf(list);
      default -> List.of(value);
    };
  }

  private static void write(@Nullable Object value, StringBuilder out) {
    switch (value) {
      case null -> out.append("null");
      case Raw raw -> out.append(raw.text());
      case Map<?, ?> map -> {
        String comma = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          out.append(comma);
          write(entry.getKey(), out);
          out.append(':');
          write(entry.getValue(), out);
          comma = ",";
        }
        out.append(map.isEmpty() ? "{}" : "}");
      }
      case List<?> list -> {
        String comma = "[";
        for (Object item : list) {
          out.append(comma);
          write(item, out);
          comma = ",";
        }
        out.append(list.isEmpty() ? "[]" : "]");
      }
      default -> quote(value.toString(), out);
    }
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20) {
        out.append("\\u00")
            .append(Character.forDigit(c >> 4, 16))
            .append(Character.forDigit(c & 15, 16));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private @Nullable Object value() {
    char first = next();
    if (first == '"') {
      return string();
    }
    if (first == '{') {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      for (char c = next(); c != '}'; c = next()) {
        if (c == '"') {
          String key = string();
          next(); // the colon
          map.put(key, value());
        }
      }
      return map;
    }
    if (first == '[') {
      List<@Nullable Object> list = new ArrayList<>();
      for (char c = next(); c != ']'; c = next()) {
        if (c != ',') {
          at--;
          list.add(value());
        }
      }
      return list;
    }
    int start = at - 1;
    while (at < text.length() && ",]} \n\t\r".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(start, at);
    return word.equals("null") ? null : new Raw(word);
  }

  private char next() {
    while (" \n\t\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return text.charAt(at++);
  }

  private String string() {
    StringBuilder out = new StringBuilder();
    for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
      if (c == '\\') {
        char escaped = text.charAt(at++);
        if (escaped == 'u') {
          c = (char) Integer.parseInt(text.substring(at, at + 4), 16);
          at += 4;
        } else {
          int control = "bfnrt".indexOf(escaped);
          c = control < 0 ? escaped : "\b\f\n\r\t".charAt(control);
        }
      }
      out.append(c);
    }
    return out.toString();
  }
}
