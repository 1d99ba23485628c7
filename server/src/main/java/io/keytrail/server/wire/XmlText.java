package io.keytrail.server.wire;

/// Escapes text for XML 1.0. Total: what XML 1.0 cannot carry at all (controls other than tab, line
/// feed and carriage return, lone surrogates, U+FFFE, U+FFFF) becomes U+FFFD, the replacement
/// character.
final class XmlText {
  private static final char REPLACEMENT = '\uFFFD';

  private XmlText() {}

  static void append(StringBuilder out, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\r' -> out.append("&#xD;");
        case '\t', '\n' -> out.append(c);
        default -> i += other(out, text, i);
      }
    }
  }

  /// Appends the character at `index`; the answer is how many further chars it took.
  private static int other(StringBuilder out, String text, int index) {
    char c = text.charAt(index);
    if (Character.isHighSurrogate(c)
        && index + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(index + 1))) {
      out.append(c).append(text.charAt(index + 1));
      return 1;
    }
    boolean carried = c >= 0x20 && c < 0xfffe && !Character.isSurrogate(c);
    out.append(carried ? c : REPLACEMENT);
    return 0;
  }
}
