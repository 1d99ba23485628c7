package io.keytrail.policy.syntax;

import io.keytrail.policy.syntax.JsonNode.JsonArray;
import io.keytrail.policy.syntax.JsonNode.JsonBoolean;
import io.keytrail.policy.syntax.JsonNode.JsonNull;
import io.keytrail.policy.syntax.JsonNode.JsonNumber;
import io.keytrail.policy.syntax.JsonNode.JsonObject;
import io.keytrail.policy.syntax.JsonNode.JsonString;
import io.keytrail.policy.syntax.JsonNode.Member;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The one layout of a policy document: elements in AWS's order, two spaces a level, what fits on a
/// line on one line. Nothing is sorted but the elements, no value is changed: the formatted
/// document means what it meant, and formatting it again changes nothing.
public final class PolicyFormatter {
  private static final int WIDTH = 100;
  private static final List<String> ORDER =
      List.of(
          "Version",
          "Id",
          "Sid",
          "Effect",
          "Principal",
          "NotPrincipal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition",
          "Statement");

  private final StringBuilder out = new StringBuilder(1_024);

  private PolicyFormatter() {}

  /// The document's text, ending in a line feed. Columns are counted in `char`s.
  public static String format(JsonNode document) {
    var formatter = new PolicyFormatter();
    formatter.value(document, 0, 0);
    return formatter.out.append('\n').toString();
  }

  /// @param level 0: the document, 1: its statements; those are never put on one line
  private void value(JsonNode node, int indent, int level) {
    if (!isCompound(node)) {
      onOneLine(node, Integer.MAX_VALUE);
      return;
    }
    int begin = out.length();
    int lineStart = out.lastIndexOf("\n") + 1;
    // One less for the comma that may follow.
    if (level > 1 && onOneLine(node, lineStart + WIDTH - 1)) {
      return;
    }
    out.setLength(begin);
    switch (node) {
      case JsonObject object -> object(object, indent, level);
      case JsonArray array -> array(array, indent, level);
      case JsonString _, JsonNumber _, JsonBoolean _, JsonNull _ ->
          throw new IllegalStateException("no compound: " + node);
    }
  }

  private static boolean isCompound(JsonNode node) {
    return switch (node) {
      case JsonObject(List<Member> members, _) -> !members.isEmpty();
      case JsonArray(List<JsonNode> elements, _) -> !elements.isEmpty();
      case JsonString _, JsonNumber _, JsonBoolean _, JsonNull _ -> false;
    };
  }

  private void object(JsonObject object, int indent, int level) {
    out.append('{');
    String separator = "";
    for (Member member : level < 2 ? ordered(object.members()) : object.members()) {
      out.append(separator);
      newLine(indent + 1);
      quote(member.name());
      out.append(": ");
      value(member.value(), indent + 1, member.name().equals("Statement") ? level : level + 2);
      separator = ",";
    }
    newLine(indent);
    out.append('}');
  }

  private void array(JsonArray array, int indent, int level) {
    out.append('[');
    String separator = "";
    for (JsonNode element : array.elements()) {
      out.append(separator);
      newLine(indent + 1);
      value(element, indent + 1, level == 0 ? 1 : level + 1);
      separator = ",";
    }
    newLine(indent);
    out.append(']');
  }

  /// Known elements first, in their order; others as they stood.
  private static List<Member> ordered(List<Member> members) {
    List<Member> sorted = new ArrayList<>(members);
    sorted.sort(
        Comparator.comparingInt(
            member -> {
              int place = ORDER.indexOf(member.name());
              return place < 0 ? ORDER.size() : place;
            }));
    return sorted;
  }

  private void newLine(int indent) {
    out.append('\n').append("  ".repeat(indent));
  }

  /// False, with a part of it written, as soon as the text would be longer than `limit`.
  private boolean onOneLine(JsonNode node, int limit) {
    switch (node) {
      case JsonObject(List<Member> members, _) -> {
        String separator = "{";
        for (Member member : members) {
          out.append(separator);
          quote(member.name());
          out.append(": ");
          if (!onOneLine(member.value(), limit)) {
            return false;
          }
          separator = ", ";
        }
        out.append(members.isEmpty() ? "{}" : "}");
      }
      case JsonArray(List<JsonNode> elements, _) -> {
        String separator = "[";
        for (JsonNode element : elements) {
          out.append(separator);
          if (!onOneLine(element, limit)) {
            return false;
          }
          separator = ", ";
        }
        out.append(elements.isEmpty() ? "[]" : "]");
      }
      case JsonString(String text, _) -> quote(text);
      case JsonNumber(String lexeme, _) -> out.append(lexeme);
      case JsonBoolean(boolean value, _) -> out.append(value);
      case JsonNull _ -> out.append("null");
    }
    return out.length() <= limit;
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || c == 0x7f || c == 0x2028 || c == 0x2029) {
            out.append("\\u").append(hex(c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static String hex(char c) {
    String digits = Integer.toHexString(c);
    return "0".repeat(4 - digits.length()) + digits;
  }
}
