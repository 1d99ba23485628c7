package io.keytrail.policy.condition;

import io.keytrail.policy.condition.grammar.ConditionLexer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/// Finds the first token that cannot stand where it stands, and says what could.
final class SyntaxMistake {

  private final List<Token> tokens;
  private final Deque<Token> open = new ArrayDeque<>();
  private SyntaxState state = SyntaxState.CONDITION;
  private int at;

  private SyntaxMistake(List<Token> tokens) {
    this.tokens = tokens;
  }

  /// `tokens` end with EOF and were refused by the parser.
  static Diagnostic explain(List<Token> tokens) {
    SyntaxMistake mistake = new SyntaxMistake(tokens);
    mistake.findFirst();
    return mistake.explain();
  }

  private void findFirst() {
    while (at < tokens.size() - 1) {
      Token token = tokens.get(at);
      SyntaxState next = state.next(token.getType());
      if (next == null || (token.getType() == ConditionLexer.RIGHT && open.isEmpty())) {
        return;
      }
      switch (token.getType()) {
        case ConditionLexer.LEFT -> open.push(token);
        case ConditionLexer.RIGHT -> open.pop();
        default -> {}
      }
      state = next;
      at++;
    }
  }

  private Diagnostic explain() {
    Token token = tokens.get(at);
    Token miscased = miscasedKeyword();
    if (miscased != null) {
      return error(
          "UPPERCASE_KEYWORD",
          miscased,
          "`" + miscased.getText() + "` is not a keyword",
          "write `" + Words.asciiLower(miscased.getText()) + "`");
    }
    if (token.getType() == Token.EOF && !open.isEmpty() && (state.mayEnd() || isInList())) {
      return error("UNBALANCED_PARENTHESIS", open.peek(), "`(` is not closed", "add `)`");
    }
    if (token.getType() == ConditionLexer.RIGHT && state.mayEnd()) {
      return error("UNBALANCED_PARENTHESIS", token, "`)` closes nothing", "remove it");
    }
    return explainState(token);
  }

  private Diagnostic explainState(Token token) {
    return switch (state) {
      case CONDITION -> expectedCondition(token);
      case KEY_ONLY -> expected("EXPECTED_KEY", token, "a key" + after(), SyntaxHelp.asKey(token));
      case AFTER_WORD, AFTER_KEY, AFTER_MARK ->
          expected("EXPECTED_OPERATOR", token, "an operator" + after(), SyntaxHelp.operator(token));
      case IN_OR_LIKE ->
          expected(
              "EXPECTED_OPERATOR", token, "`in` or `like`" + after(), SyntaxHelp.afterNot(token));
      case VALUE, LIST_START, LIST_VALUE ->
          expected("EXPECTED_VALUE", token, "a value" + after(), SyntaxHelp.value(token, before()));
      case AFTER_LIST_VALUE ->
          expected(
              "EXPECTED_COMMA", token, "`,` or `)`" + after(), "separate the values by commas");
      case AFTER_BARE_VALUE, END ->
          expected(
              "EXPECTED_AND", token, "`and`, `or` or the end" + after(), SyntaxHelp.end(token));
    };
  }

  private Diagnostic expectedCondition(Token token) {
    return expected(
        "EXPECTED_CONDITION", token, "a condition" + after(), SyntaxHelp.condition(token));
  }

  private boolean isInList() {
    return switch (state) {
      case LIST_START, LIST_VALUE, AFTER_LIST_VALUE -> true;
      case CONDITION,
          AFTER_WORD,
          KEY_ONLY,
          AFTER_KEY,
          AFTER_MARK,
          IN_OR_LIKE,
          VALUE,
          AFTER_BARE_VALUE,
          END ->
          false;
    };
  }

  /// `AND` is an ordinary word, so the mistake shows up to two tokens behind it.
  private @Nullable Token miscasedKeyword() {
    for (int i = at; i >= Math.max(at - 2, 0); i--) {
      Token token = tokens.get(i);
      if (token.getType() == ConditionLexer.WORD && Words.isMiscasedReserved(token.getText())) {
        return token;
      }
    }
    return null;
  }

  private @Nullable Token before() {
    return at == 0 ? null : tokens.get(at - 1);
  }

  private String after() {
    Token before = before();
    return before == null ? "" : " after `" + SyntaxHelp.shown(before) + "`";
  }

  private static Diagnostic expected(String code, Token token, String what, String help) {
    String found = token.getType() == Token.EOF ? "the end" : "`" + SyntaxHelp.shown(token) + "`";
    return error(code, token, "expected " + what + ", found " + found, help);
  }

  private static Diagnostic error(String code, Token token, String message, String help) {
    return new Diagnostic(code, Severity.ERROR, Spans.of(token), message, help);
  }
}
