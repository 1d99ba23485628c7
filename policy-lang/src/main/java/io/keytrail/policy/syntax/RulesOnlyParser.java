package io.keytrail.policy.syntax;

import io.keytrail.policy.condition.ReadTokens;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;

/// The generated parser, whose tree holds rules but no tokens: where a rule starts and ends says
/// which they are.
///
/// WHY: a node for every bracket, comma and scalar, and the lists that they grow, were a fourth of
/// the work.
final class RulesOnlyParser extends PolicyJsonParser {
  private final ReadTokens tokens;

  RulesOnlyParser(ReadTokens tokens) {
    super(tokens);
    this.tokens = tokens;
    removeErrorListeners();
    setErrorHandler(new FirstErrorOnly());
    // The grammar is LL(1): SLL prediction is exact.
    getInterpreter().setPredictionMode(PredictionMode.SLL);
  }

  @Override
  public Token consume() {
    return tokens.take();
  }
}
