package io.keytrail.policy.condition;

import java.util.List;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.WritableToken;
import org.antlr.v4.runtime.misc.Interval;

/// Tokens that have all been read, as a parser wants them. The last is the end of the text.
///
/// WHY: ANTLR's own stream reads on demand and skips channels, both of which it asks itself again
/// at every look: a third of what parsing a long text cost. Confined to one thread.
public final class ReadTokens implements TokenStream {
  private final Token[] tokens;
  private int index;

  /// Numbers the tokens.
  ///
  /// @param tokens none hidden; the last one, and it alone, is `EOF`
  public ReadTokens(List<Token> tokens) {
    this.tokens = tokens.toArray(Token[]::new);
    for (int i = 0; i < this.tokens.length; i++) {
      ((WritableToken) this.tokens[i]).setTokenIndex(i);
    }
  }

  /// The k-th token from here, 1 being the next; before the first there is none.
  @Override
  public Token LT(int k) {
    int at = k > 0 ? index + k - 1 : index + k;
    // ANTLR's contract: null before the first token.
    return at < 0 ? absent() : tokens[Math.min(at, tokens.length - 1)];
  }

  @SuppressWarnings("NullAway")
  private static Token absent() {
    return null;
  }

  @Override
  public int LA(int k) {
    int at = k > 0 ? index + k - 1 : index + k;
    return at < 0 ? Token.INVALID_TYPE : tokens[Math.min(at, tokens.length - 1)].getType();
  }

  @Override
  public void consume() {
    if (index == tokens.length - 1) {
      throw new IllegalStateException("cannot consume the end of the text");
    }
    index++;
  }

  /// The next token, and goes past it unless it is the end of the text.
  public Token take() {
    Token token = tokens[index];
    index = Math.min(index + 1, tokens.length - 1);
    return token;
  }

  @Override
  public Token get(int at) {
    return tokens[at];
  }

  /// All tokens are kept: every place can be sought again.
  @Override
  public int mark() {
    return -1;
  }

  @Override
  public void release(int marker) {
    // Nothing was marked.
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public void seek(int place) {
    index = Math.min(place, tokens.length - 1);
  }

  @Override
  public int size() {
    return tokens.length;
  }

  @Override
  public TokenSource getTokenSource() {
    return tokens[0].getTokenSource();
  }

  @Override
  public String getSourceName() {
    return IntStream.UNKNOWN_SOURCE_NAME;
  }

  @Override
  public String getText() {
    return getText(Interval.of(0, tokens.length - 1));
  }

  @Override
  public String getText(RuleContext context) {
    return getText(context.getSourceInterval());
  }

  @Override
  public String getText(Token start, Token stop) {
    return getText(Interval.of(start.getTokenIndex(), stop.getTokenIndex()));
  }

  /// Without what was skipped between them.
  @Override
  public String getText(Interval interval) {
    StringBuilder text = new StringBuilder();
    for (int i = interval.a; i <= interval.b && tokens[i].getType() != Token.EOF; i++) {
      text.append(tokens[i].getText());
    }
    return text.toString();
  }
}
