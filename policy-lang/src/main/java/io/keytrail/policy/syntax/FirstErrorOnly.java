package io.keytrail.policy.syntax;

import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/// No recovery: the first unexpected token ends the reading.
final class FirstErrorOnly extends DefaultErrorStrategy {

  @Override
  public void recover(Parser recognizer, RecognitionException e) {
    throw problem(recognizer);
  }

  @Override
  public void reportError(Parser recognizer, RecognitionException e) {
    throw problem(recognizer);
  }

  @Override
  public Token recoverInline(Parser recognizer) {
    throw problem(recognizer);
  }

  @Override
  public void sync(Parser recognizer) {
    // Nothing to resynchronise with: the next mismatch is reported where it stands.
  }

  private static SyntaxProblem problem(Parser parser) {
    Token found = parser.getCurrentToken();
    String message = "expected %s, found %s".formatted(expected(parser), shown(found));
    return new SyntaxProblem("SYNTAX", JsonReader.span(found, found), message);
  }

  private static String expected(Parser parser) {
    IntervalSet types = parser.getExpectedTokens();
    if (types.contains(PolicyJsonParser.NUMBER)) {
      return "a value";
    }
    if (types.contains(PolicyJsonParser.RBRACE) || types.contains(PolicyJsonParser.RBRACK)) {
      return orEnd(parser, types);
    }
    StringBuilder words = new StringBuilder();
    for (int type : types.toArray()) {
      words.append(words.isEmpty() ? "" : " or ").append(name(type));
    }
    return words.toString();
  }

  /// The parser has decided to leave a list when it names its end only; another element was
  /// possible too.
  private static String orEnd(Parser parser, IntervalSet types) {
    String end = types.contains(PolicyJsonParser.RBRACE) ? "`}`" : "`]`";
    return switch (parser.getTokenStream().LT(-1).getType()) {
      case PolicyJsonParser.LBRACE -> "a string or " + end;
      case PolicyJsonParser.LBRACK -> "a value or " + end;
      default -> "`,` or " + end;
    };
  }

  private static String name(int type) {
    return switch (type) {
      case Token.EOF -> "the end of the text";
      case PolicyJsonParser.STRING -> "a string";
      case PolicyJsonParser.LBRACE -> "`{`";
      case PolicyJsonParser.RBRACE -> "`}`";
      case PolicyJsonParser.LBRACK -> "`[`";
      case PolicyJsonParser.RBRACK -> "`]`";
      case PolicyJsonParser.COMMA -> "`,`";
      case PolicyJsonParser.COLON -> "`:`";
      default -> "a value";
    };
  }

  private static String shown(Token token) {
    if (token.getType() == Token.EOF) {
      return "the end of the text";
    }
    String text = token.getText();
    int shownLength = Math.min(text.length(), 40);
    if (text.codePointAt(0) < ' ') {
      return "a control character";
    }
    return "`" + text.substring(0, shownLength) + (shownLength < text.length() ? "…" : "") + "`";
  }
}
