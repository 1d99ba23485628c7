package io.keytrail.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.condition.grammar.ConditionLexer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.junit.jupiter.api.Test;

/// Holds the state machine that words the diagnostics against the grammar that decides.
final class SyntaxStateTest {

  private static final String[] TOKENS = {
    "and", "or", "not", "any", "every", "in", "like", "is", "=", "!=", "<", ">=", "(", ")", ",",
    "?", "k", "10", "\"s\"", "a:\"b\"", "`1`", "(", ")", "k", "and", "=", "\"s\""
  };

  private static final int[] TYPES =
      Arrays.stream(TOKENS).mapToInt(SyntaxStateTest::type).toArray();

  @Test
  void machineAndGrammar_acceptTheSameTexts() {
    long seed = Seed.pick();
    SplittableRandom random = new SplittableRandom(seed);
    int accepted = 0;
    for (int i = 0; i < Seed.cases(40_000, 2_000_000); i++) {
      String text = random.nextInt(3) == 0 ? anything(random) : nearlyRight(random);
      boolean grammar = ConditionParser.parse(text).condition().isPresent();
      assertThat(grammar).as("case %d of -Dseed=%d: %s", i, seed, text).isEqualTo(accepts(text));
      accepted += grammar ? 1 : 0;
    }
    assertThat(accepted).as("-Dseed=%d", seed).isGreaterThan(1_000);
  }

  private static String anything(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append(TOKENS[random.nextInt(TOKENS.length)]).append(' ');
    }
    return text.toString();
  }

  /// Follows the machine, with a wrong turn now and then.
  private static String nearlyRight(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    SyntaxState state = SyntaxState.CONDITION;
    for (int i = random.nextInt(40); i > 0; i--) {
      int pick = random.nextInt(TOKENS.length);
      SyntaxState next = state.next(TYPES[pick]);
      if (next != null || random.nextInt(300) == 0) {
        state = next == null ? state : next;
        text.append(TOKENS[pick]).append(' ');
      }
    }
    return text.toString();
  }

  private static boolean accepts(String text) {
    ConditionLexer lexer = new ConditionLexer(CharStreams.fromString(text));
    SyntaxState state = SyntaxState.CONDITION;
    int depth = 0;
    boolean empty = true;
    for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
      empty = false;
      SyntaxState next = state.next(token.getType());
      depth += token.getType() == ConditionLexer.LEFT ? 1 : 0;
      depth -= token.getType() == ConditionLexer.RIGHT ? 1 : 0;
      if (next == null || depth < 0) {
        return false;
      }
      state = next;
    }
    return empty || (depth == 0 && state.mayEnd());
  }

  private static int type(String token) {
    return new ConditionLexer(CharStreams.fromString(token)).nextToken().getType();
  }
}
