package io.keytrail.policy.condition;

import io.keytrail.policy.condition.grammar.ConditionLexer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/// Stands between lexer and parser: pulls the tokens one by one and stops at the first that may not
/// pass.
///
/// WHY: the parser recurses, and a few hundred parentheses overflow a small stack. Confined to one
/// thread.
final class TokenGuard {

  /// Twice a document's: the text of each condition of a document that is read can be read.
  static final int MOST_CHARS = 98_304;

  static final int MOST_TOKENS = 6_000;
  static final int DEEPEST = 64;

  private final List<Token> tokens = new ArrayList<>();
  private final Deque<Integer> open = new ArrayDeque<>();
  private int depth;
  private int pendingNots;

  private TokenGuard() {}

  /// The tokens up to and including EOF, or what is wrong with one of them.
  record Passed(List<Token> tokens, Optional<Diagnostic> problem) {}

  static Passed pass(ConditionLexer lexer, String text) {
    TokenGuard guard = new TokenGuard();
    Token token = lexer.nextToken();
    while (token.getType() != Token.EOF) {
      Optional<Diagnostic> problem = guard.accept(token, text);
      if (problem.isPresent()) {
        return new Passed(List.of(), problem);
      }
      token = lexer.nextToken();
    }
    guard.tokens.add(token);
    return new Passed(guard.tokens, Optional.empty());
  }

  private Optional<Diagnostic> accept(Token token, String text) {
    if (token.getType() == ConditionLexer.OTHER) {
      return Optional.of(LexicalMistake.explain(token, text));
    }
    if (tokens.size() == MOST_TOKENS) {
      return Optional.of(
          problem(
              token,
              "TOO_MANY_TOKENS",
              "the text has more than " + MOST_TOKENS + " words and signs",
              "split it"));
    }
    tokens.add(token);
    nest(token.getType());
    return depth + pendingNots > DEEPEST ? Optional.of(tooDeep(Spans.of(token))) : Optional.empty();
  }

  /// `not` nests as a parenthesis does: each makes the tree one deeper.
  private void nest(int type) {
    if (type == ConditionLexer.NOT) {
      pendingNots++;
      return;
    }
    if (type == ConditionLexer.LEFT) {
      open.push(pendingNots + 1);
      depth += pendingNots + 1;
    } else if (type == ConditionLexer.RIGHT && !open.isEmpty()) {
      depth -= open.pop();
    }
    pendingNots = 0;
  }

  static Diagnostic tooLarge(int chars) {
    return new Diagnostic(
        "TOO_LARGE",
        Severity.ERROR,
        Span.NONE,
        "the text has " + chars + " characters, at most " + MOST_CHARS + " are read",
        "split it");
  }

  static Diagnostic tooDeep(Span span) {
    return new Diagnostic(
        "TOO_DEEP",
        Severity.ERROR,
        span,
        "parentheses and `not` are nested more than 64 deep",
        "write the condition flatter");
  }

  private static Diagnostic problem(Token token, String code, String message, String help) {
    return new Diagnostic(code, Severity.ERROR, Spans.of(token), message, help);
  }
}
