package io.keytrail.server.wire.tool;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// The text of a model file: JSON, with one operation or shape on a line, so that a change of the
/// models is a readable diff.
final class ModelText {
  private final StringBuilder text = new StringBuilder();

  private ModelText() {}

  static String of(Map<String, Object> file) {
    ModelText out = new ModelText();
    out.text.append("{\n");
    Iterator<Map.Entry<String, Object>> members = file.entrySet().iterator();
    while (members.hasNext()) {
      Map.Entry<String, Object> member = members.next();
      out.string(member.getKey());
      out.text.append(": ");
      if (member.getValue() instanceof Map<?, ?> table) {
        out.table(table);
      } else {
        out.value(member.getValue());
      }
      out.text.append(members.hasNext() ? ",\n" : "\n");
    }
    return out.text.append("}\n").toString();
  }

  private void table(Map<?, ?> rows) {
    text.append("{\n");
    Iterator<? extends Map.Entry<?, ?>> entries = rows.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<?, ?> entry = entries.next();
      text.append("  ");
      string(entry.getKey());
      text.append(": ");
      value(entry.getValue());
      text.append(entries.hasNext() ? ",\n" : "\n");
    }
    text.append("}");
  }

  private void value(Object value) {
    switch (value) {
      case Map<?, ?> map -> object(map);
      case List<?> list -> array(list);
      case String string -> string(string);
      default -> text.append(value);
    }
  }

  private void object(Map<?, ?> members) {
    String separator = "{";
    for (Map.Entry<?, ?> member : members.entrySet()) {
      text.append(separator);
      string(member.getKey());
      text.append(": ");
      value(member.getValue());
      separator = ", ";
    }
    text.append(members.isEmpty() ? "{}" : "}");
  }

  private void array(List<?> items) {
    String separator = "[";
    for (Object item : items) {
      text.append(separator);
      value(item);
      separator = ", ";
    }
    text.append(items.isEmpty() ? "[]" : "]");
  }

  private void string(Object content) {
    text.append('"');
    content
        .toString()
        .chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                text.append('\\').append((char) c);
              } else if (c < 0x20 || c > 0x7e) {
                text.append(String.format("\\u%04x", c));
              } else {
                text.append((char) c);
              }
            });
    text.append('"');
  }
}
