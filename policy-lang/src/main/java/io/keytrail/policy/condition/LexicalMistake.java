package io.keytrail.policy.condition;

import java.util.HexFormat;
import java.util.Locale;
import org.antlr.v4.runtime.Token;

/// Says what is wrong at a character that begins no token.
final class LexicalMistake {

  private static final String ESCAPES = "\"\\/bfnrtu";

  private LexicalMistake() {}

  /// `token` is an OTHER token of `text`.
  static Diagnostic explain(Token token, String text) {
    Span span = Spans.of(token);
    int at = text.offsetByCodePoints(0, token.getStartIndex());
    int codePoint = text.codePointAt(at);
    return switch (codePoint) {
      case '"' -> explainString(text, at, span.start());
      case '`' ->
          error(
              "BAD_RAW_VALUE",
              span,
              "backquotes hold a JSON number, `true` or `false`",
              "use double quotes for a string");
      default -> unexpected(codePoint, span);
    };
  }

  /// The lexer took the quote at `from` for no string: something before the closing quote forbids
  /// it.
  private static Diagnostic explainString(String text, int from, Position start) {
    int column = start.column() + 1;
    for (int i = from + 1; i < text.length(); column++) {
      int c = text.codePointAt(i);
      Span here = span(start.line(), column, 1);
      if (c == '\n' || c == '\r') {
        return unterminated(start, column);
      }
      if (c < 0x20) {
        return controlCharacter(c, here);
      }
      int escape = c == '\\' ? escapeLength(text, i) : 0;
      if (escape < 0) {
        return badEscape(text, i, span(start.line(), column, i + 1 < text.length() ? 2 : 1));
      }
      column += Math.max(escape - 1, 0);
      i += Math.max(escape, Character.charCount(c));
    }
    return unterminated(start, column);
  }

  private static Diagnostic unterminated(Position start, int column) {
    return error(
        "UNTERMINATED_STRING",
        new Span(start, new Position(start.line(), column)),
        "the string is not closed",
        "add `\"`, and write a line break inside a string as `\\n`");
  }

  private static Diagnostic controlCharacter(int c, Span here) {
    String escape = c == '\t' ? "\\t" : "\\u00" + HexFormat.of().toHexDigits((byte) c);
    return error(
        "CONTROL_CHARACTER",
        here,
        "a string cannot hold the control character " + name(c),
        "write it as `" + escape + "`");
  }

  private static Diagnostic badEscape(String text, int at, Span span) {
    if (text.startsWith("\\u", at)) {
      return error("BAD_ESCAPE", span, "`\\u` needs four hexadecimal digits", "");
    }
    boolean visible = at + 1 < text.length() && text.charAt(at + 1) > 0x20;
    int end = visible ? text.offsetByCodePoints(at, 2) : at + 1;
    return error(
        "BAD_ESCAPE",
        span,
        "`" + text.substring(at, end) + "` begins no escape",
        "escapes are those of JSON; write a backslash as `\\\\`");
  }

  /// How long the escape at `at` is; -1 if it is none.
  private static int escapeLength(String text, int at) {
    if (at + 1 >= text.length() || ESCAPES.indexOf(text.charAt(at + 1)) < 0) {
      return -1;
    }
    if (text.charAt(at + 1) != 'u') {
      return 2;
    }
    for (int i = at + 2; i < at + 6; i++) {
      if (i >= text.length() || !HexFormat.isHexDigit(text.charAt(i))) {
        return -1;
      }
    }
    return 6;
  }

  private static Diagnostic unexpected(int c, Span span) {
    String help =
        switch (c) {
          case '\'', '“', '”', '„', '‘', '’' -> "strings stand in straight double quotes";
          case '&' -> "write `and`";
          case '|' -> "write `or`";
          case '!' -> "write `not`, or `!=`";
          case '{', '}' ->
              "this is the text form; a JSON condition is translated, not written here";
          default -> "put the whole key or value in double quotes";
        };
    String shown = c > 0x20 && c < 0x7F ? "`" + Character.toString(c) + "`" : name(c);
    return error("UNEXPECTED_CHARACTER", span, shown + " cannot stand outside quotes", help);
  }

  private static String name(int c) {
    return String.format(Locale.ROOT, "U+%04X", c);
  }

  private static Span span(int line, int column, int length) {
    return new Span(new Position(line, column), new Position(line, column + length));
  }

  private static Diagnostic error(String code, Span span, String message, String help) {
    return new Diagnostic(code, Severity.ERROR, span, message, help);
  }
}
