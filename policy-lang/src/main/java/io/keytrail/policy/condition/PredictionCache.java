package io.keytrail.policy.condition;

import io.keytrail.policy.condition.grammar.ConditionLexer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.LexerATNSimulator;
import org.antlr.v4.runtime.atn.ParserATNSimulator;
import org.antlr.v4.runtime.atn.PredictionContextCache;
import org.antlr.v4.runtime.dfa.DFA;

/// What ANTLR remembers of its predictions, in a form that can be thrown away.
///
/// WHY: the caches of generated parsers are static and only ever grow, and our texts come from
/// strangers. This one is static too, for it is expensive to warm, but is dropped when it has grown
/// beyond what sane texts need. Safe for use by many threads; a parse that runs while the cache is
/// replaced ends with the old one.
final class PredictionCache {

  private static final int MOST_ENTRIES = 5_000;
  private static final AtomicReference<PredictionCache> CURRENT =
      new AtomicReference<>(new PredictionCache());

  private final DFA[] lexerStates = states(ConditionLexer._ATN);
  private final DFA[] parserStates =
      states(io.keytrail.policy.condition.grammar.ConditionParser._ATN);
  private final PredictionContextCache lexerContexts = new PredictionContextCache();
  private final PredictionContextCache parserContexts = new PredictionContextCache();

  static PredictionCache current() {
    return CURRENT.get();
  }

  void serve(Lexer lexer) {
    lexer.setInterpreter(new LexerATNSimulator(lexer, lexer.getATN(), lexerStates, lexerContexts));
  }

  void serve(Parser parser) {
    parser.setInterpreter(
        new ParserATNSimulator(parser, parser.getATN(), parserStates, parserContexts));
  }

  /// To be called after each parse.
  void replaceIfGrown() {
    if (size() > MOST_ENTRIES) {
      CURRENT.compareAndSet(this, new PredictionCache());
    }
  }

  int size() {
    int size = parserContexts.size() + lexerContexts.size();
    for (DFA dfa : parserStates) {
      size += dfa.states.size();
    }
    for (DFA dfa : lexerStates) {
      size += dfa.states.size();
    }
    return size;
  }

  private static DFA[] states(ATN atn) {
    return IntStream.range(0, atn.getNumberOfDecisions())
        .mapToObj(decision -> new DFA(atn.getDecisionState(decision), decision))
        .toArray(DFA[]::new);
  }
}
