package io.keytrail.policy.condition;

/// JSON string literals: what stands between the quotes of the condition language.
final class JsonString {

  private static final String HEX = "0123456789abcdef";

  private JsonString() {}

  /// `text` in quotes. Only `"`, `\` and U+0000–U+001F are escaped; lone surrogates stay as they
  /// are.
  static String quote(String text) {
    return '"' + escape(text) + '"';
  }

  static String escape(String text) {
    if (plain(text)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 2);
    for (int i = 0; i < text.length(); i++) {
      escape(text.charAt(i), out);
    }
    return out.toString();
  }

  private static boolean plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  private static void escape(char c, StringBuilder out) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (c < 0x20) {
          out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
        } else {
          out.append(c);
        }
      }
    }
  }

  /// The string that a literal stands for. `literal` must be one, quotes included, as the lexer
  /// passes it.
  static String decode(String literal) {
    if (literal.indexOf('\\') < 0) {
      return literal.substring(1, literal.length() - 1);
    }
    StringBuilder out = new StringBuilder(literal.length());
    int i = 1;
    while (i < literal.length() - 1) {
      char c = literal.charAt(i);
      if (c != '\\') {
        out.append(c);
        i++;
      } else if (literal.charAt(i + 1) == 'u') {
        out.append((char) Integer.parseInt(literal, i + 2, i + 6, 16));
        i += 6;
      } else {
        out.append(escaped(literal.charAt(i + 1)));
        i += 2;
      }
    }
    return out.toString();
  }

  private static char escaped(char c) {
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> c;
    };
  }
}
