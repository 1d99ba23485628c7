package io.keytrail.policy.syntax;

import io.keytrail.policy.condition.AsciiView;
import io.keytrail.policy.condition.Diagnostic;
import io.keytrail.policy.condition.Position;
import io.keytrail.policy.condition.ReadTokens;
import io.keytrail.policy.condition.Severity;
import io.keytrail.policy.condition.Span;
import io.keytrail.policy.condition.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/// Reads a JSON text into [JsonNode]s with positions (lines and columns from 1, columns in code
/// points).
///
/// Total: every string has an answer, and the first problem ends the reading. Limits are tested
/// before the parser runs, so its recursion is bounded by [#MAX_DEPTH]. Linear in the length of the
/// text.
public final class JsonReader {
  /// In `char`s: half as much again as the longest policies of AWS (a key policy: 32,768 bytes).
  public static final int MAX_CHARS = 49_152;

  public static final int MAX_DEPTH = 64;

  /// Room for five thousand names in lists: for more than 32,768 bytes have room for, if they have
  /// four letters.
  public static final int MAX_TOKENS = 10_000;

  private JsonReader() {}

  public static JsonParse read(String text) {
    if (text.length() > MAX_CHARS) {
      return failed(
          "TOO_LARGE",
          Span.NONE,
          Template.fill(
              "the text has %d characters, at most %d are read", text.length(), MAX_CHARS));
    }
    Optional<Span> surrogate = Surrogates.firstLone(text);
    if (surrogate.isPresent()) {
      return failed("LONE_SURROGATE", surrogate.get(), "half a surrogate pair is no character");
    }
    var lexer = new PolicyJsonLexer(new AsciiView(text));
    lexer.removeErrorListeners();
    try {
      var parser = new RulesOnlyParser(new ReadTokens(tokens(lexer)));
      return new JsonParse(
          Optional.of(new JsonTreeBuilder().build(parser.text().value())), List.of());
    } catch (SyntaxProblem problem) {
      return failed(problem.code(), problem.span(), problem.text());
    }
  }

  /// Up to the end of the text, which is one of them. Ends at the first token beyond a limit.
  private static List<Token> tokens(PolicyJsonLexer lexer) {
    List<Token> tokens = new ArrayList<>();
    int depth = 0;
    Token token;
    do {
      token = lexer.nextToken();
      tokens.add(token);
      switch (token.getType()) {
        case PolicyJsonLexer.LBRACE, PolicyJsonLexer.LBRACK -> depth++;
        case PolicyJsonLexer.RBRACE, PolicyJsonLexer.RBRACK -> depth--;
        default -> {}
      }
      if (depth > MAX_DEPTH) {
        throw new SyntaxProblem(
            "TOO_DEEP", span(token, token), "nesting deeper than " + MAX_DEPTH + " levels");
      }
      if (tokens.size() > MAX_TOKENS) {
        throw new SyntaxProblem(
            "TOO_LARGE",
            span(token, token),
            "the text has more than " + MAX_TOKENS + " strings, numbers and signs");
      }
    } while (token.getType() != Token.EOF);
    return tokens;
  }

  private static JsonParse failed(String code, Span span, String message) {
    return new JsonParse(
        Optional.empty(), List.of(new Diagnostic(code, Severity.ERROR, span, message, "")));
  }

  static Span span(Token first, Token last) {
    return new Span(
        new Position(first.getLine(), first.getCharPositionInLine() + 1),
        new Position(last.getLine(), last.getCharPositionInLine() + 1 + width(last)));
  }

  /// In code points. No token but the end of the text spans lines.
  private static int width(Token token) {
    return token.getType() == Token.EOF ? 0 : token.getStopIndex() - token.getStartIndex() + 1;
  }
}
