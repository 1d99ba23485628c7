package io.keytrail.policy.condition;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.misc.Interval;

/// Shows the lexer every character beyond ASCII as U+007F; the text of tokens stays what it is.
///
/// WHY: neither of our grammars makes a difference between those characters, and ANTLR remembers
/// transitions on ASCII only: a megabyte of other letters took it 0.7 s.
public final class AsciiView implements CharStream {

  private static final int LAST_ASCII = 0x7F;

  private final CharStream text;

  public AsciiView(CharStream text) {
    this.text = text;
  }

  @Override
  public int LA(int offset) {
    return Math.min(text.LA(offset), LAST_ASCII);
  }

  @Override
  public String getText(Interval interval) {
    return text.getText(interval);
  }

  @Override
  public void consume() {
    text.consume();
  }

  @Override
  public int mark() {
    return text.mark();
  }

  @Override
  public void release(int marker) {
    text.release(marker);
  }

  @Override
  public int index() {
    return text.index();
  }

  @Override
  public void seek(int index) {
    text.seek(index);
  }

  @Override
  public int size() {
    return text.size();
  }

  @Override
  public String getSourceName() {
    return text.getSourceName();
  }
}
