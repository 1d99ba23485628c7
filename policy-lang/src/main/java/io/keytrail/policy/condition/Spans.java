package io.keytrail.policy.condition;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/// From ANTLR's tokens to spans. The char stream is one of code points, so all its columns are.
final class Spans {

  private Spans() {}

  static Span of(ParserRuleContext context) {
    Token first = context.getStart();
    Token last = context.getStop();
    // The empty condition has no last token, or one before its first.
    return last == null || last.getTokenIndex() < first.getTokenIndex()
        ? new Span(start(first), start(first))
        : new Span(start(first), end(last));
  }

  static Span of(Token token) {
    return new Span(start(token), end(token));
  }

  private static Position start(Token token) {
    return new Position(token.getLine(), token.getCharPositionInLine() + 1);
  }

  /// No token but the skipped ones contains a line break.
  private static Position end(Token token) {
    int length =
        token.getType() == Token.EOF ? 0 : token.getStopIndex() - token.getStartIndex() + 1;
    return new Position(token.getLine(), token.getCharPositionInLine() + 1 + length);
  }
}
