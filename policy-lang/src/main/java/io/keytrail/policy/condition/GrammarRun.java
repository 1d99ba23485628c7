package io.keytrail.policy.condition;

import io.keytrail.policy.condition.grammar.ConditionLexer;
import io.keytrail.policy.condition.grammar.ConditionParser.ConditionContext;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/// One pass of a text through the grammar: lexer, guard, parser, tree.
///
/// @param group the first parentheses that group conditions; the tree shows them only where they
///     change it
record GrammarRun(Parsed parsed, Optional<Span> group) {

  static GrammarRun of(String text) {
    if (text.length() > TokenGuard.MOST_CHARS) {
      return refused(TokenGuard.tooLarge(text.length()));
    }
    PredictionCache cache = PredictionCache.current();
    try {
      ConditionLexer lexer = new ConditionLexer(new AsciiView(text));
      lexer.removeErrorListeners();
      cache.serve(lexer);
      TokenGuard.Passed passed = TokenGuard.pass(lexer, text);
      return passed.problem().isPresent()
          ? refused(passed.problem().get())
          : parse(passed.tokens(), cache);
    } catch (StackOverflowError _) {
      // The guard's bound leaves a wide margin; this is for callers that are deep already.
      return refused(TokenGuard.tooDeep(Span.NONE));
    } finally {
      cache.replaceIfGrown();
    }
  }

  private static GrammarRun parse(List<Token> tokens, PredictionCache cache) {
    TreeBuilder builder = new TreeBuilder(tokens);
    try {
      Condition condition = builder.condition(context(parser(tokens, cache)));
      return new GrammarRun(new Parsed(Optional.of(condition), List.of()), builder.firstGroup());
    } catch (ParseCancellationException _) {
      return refused(SyntaxMistake.explain(tokens));
    }
  }

  private static RulesOnlyParser parser(List<Token> tokens, PredictionCache cache) {
    var parser = new RulesOnlyParser(new ReadTokens(tokens));
    parser.setErrorHandler(new BailErrorStrategy());
    cache.serve(parser);
    return parser;
  }

  /// SLL is enough for nearly every text and fast; what it refuses gets the full LL algorithm.
  private static ConditionContext context(RulesOnlyParser parser) {
    parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
    try {
      return parser.condition();
    } catch (ParseCancellationException _) {
      parser.reset();
      parser.getInterpreter().setPredictionMode(PredictionMode.LL);
      return parser.condition();
    }
  }

  private static GrammarRun refused(Diagnostic problem) {
    return new GrammarRun(new Parsed(Optional.empty(), List.of(problem)), Optional.empty());
  }
}
