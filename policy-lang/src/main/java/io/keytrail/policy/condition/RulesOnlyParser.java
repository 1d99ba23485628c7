package io.keytrail.policy.condition;

import io.keytrail.policy.condition.grammar.ConditionParser;
import org.antlr.v4.runtime.Token;

/// The generated parser, whose tree holds rules but no tokens: where a rule starts and ends says
/// which they are.
///
/// WHY: a node for every sign, and the lists that they grow, were a fourth of the work.
final class RulesOnlyParser extends ConditionParser {
  private final ReadTokens tokens;

  RulesOnlyParser(ReadTokens tokens) {
    super(tokens);
    this.tokens = tokens;
    removeErrorListeners();
  }

  @Override
  public Token consume() {
    return tokens.take();
  }
}
