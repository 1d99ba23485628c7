package io.keytrail.policy.condition;

import static io.keytrail.policy.condition.grammar.ConditionLexer.AND;
import static io.keytrail.policy.condition.grammar.ConditionLexer.ANY;
import static io.keytrail.policy.condition.grammar.ConditionLexer.COMMA;
import static io.keytrail.policy.condition.grammar.ConditionLexer.EQ;
import static io.keytrail.policy.condition.grammar.ConditionLexer.EVERY;
import static io.keytrail.policy.condition.grammar.ConditionLexer.GE;
import static io.keytrail.policy.condition.grammar.ConditionLexer.GT;
import static io.keytrail.policy.condition.grammar.ConditionLexer.IN;
import static io.keytrail.policy.condition.grammar.ConditionLexer.IS;
import static io.keytrail.policy.condition.grammar.ConditionLexer.KEY;
import static io.keytrail.policy.condition.grammar.ConditionLexer.LE;
import static io.keytrail.policy.condition.grammar.ConditionLexer.LEFT;
import static io.keytrail.policy.condition.grammar.ConditionLexer.LIKE;
import static io.keytrail.policy.condition.grammar.ConditionLexer.LT;
import static io.keytrail.policy.condition.grammar.ConditionLexer.MARK;
import static io.keytrail.policy.condition.grammar.ConditionLexer.NE;
import static io.keytrail.policy.condition.grammar.ConditionLexer.NOT;
import static io.keytrail.policy.condition.grammar.ConditionLexer.OR;
import static io.keytrail.policy.condition.grammar.ConditionLexer.RAW;
import static io.keytrail.policy.condition.grammar.ConditionLexer.RIGHT;
import static io.keytrail.policy.condition.grammar.ConditionLexer.STRING;
import static io.keytrail.policy.condition.grammar.ConditionLexer.WORD;

import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/// What to do about a token that stands in the wrong place.
final class SyntaxHelp {

  private SyntaxHelp() {}

  /// The token's text for a message. A string token stays as it was written, quotes included.
  static String shown(Token token) {
    String text = token.getText();
    int end = text.offsetByCodePoints(0, Math.min(40, text.codePointCount(0, text.length())));
    return end < text.length() ? text.substring(0, end) + "…" : text;
  }

  static String condition(Token token) {
    return switch (token.getType()) {
      case RIGHT -> "put a condition in the parentheses";
      case IN, LIKE, IS -> asKey(token);
      case EQ, NE, LT, LE, GT, GE -> "write the key first: `key " + token.getText() + " value`";
      case RAW -> "write a comparison: `key = value`";
      default -> "";
    };
  }

  static String asKey(Token token) {
    return isReserved(token) ? "a key of that name is quoted: `" + quoted(token) + "`" : "";
  }

  static String operator(Token token) {
    return switch (token.getType()) {
      case WORD, STRING, KEY, RAW ->
          "operators are `=`, `!=`, `<`, `<=`, `>`, `>=`, `in`, `like` and `is`";
      case Token.EOF -> "write a comparison: `key = value`";
      case MARK -> "one `?` is enough";
      default -> "";
    };
  }

  static String afterNot(Token token) {
    return switch (token.getType()) {
      case EQ -> "write `!=`";
      case IS -> "put it in front: `not key is …`";
      default -> "";
    };
  }

  static String value(Token token, @Nullable Token before) {
    boolean afterIs = before != null && before.getType() == IS;
    return switch (token.getType()) {
      case NOT -> afterIs ? "put it in front: `not key is …`" : quotedValue(token);
      case AND, OR, ANY, EVERY, IN, LIKE, IS -> quotedValue(token);
      case KEY -> "put the quotes around the whole value";
      case EQ -> "one `=` is enough";
      default -> "";
    };
  }

  static String end(Token token) {
    return switch (token.getType()) {
      case WORD, STRING, RAW -> "join two conditions with `and`, or write several values as a list";
      case COMMA -> "write several values as a list: `in (…)`";
      case KEY, ANY, EVERY, NOT, LEFT -> "join two conditions with `and`";
      default -> "";
    };
  }

  private static String quotedValue(Token token) {
    return "a value of that name is quoted: `" + quoted(token) + "`";
  }

  private static String quoted(Token token) {
    return '"' + token.getText() + '"';
  }

  private static boolean isReserved(Token token) {
    return Words.RESERVED.contains(token.getText());
  }
}
