package io.keytrail.policy.condition;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.misc.Interval;

/// Shows a lexer every character beyond ASCII as U+007F; the text of tokens stays what it is.
/// Indexes count code points.
///
/// WHY: neither of our grammars makes a difference between those characters, and ANTLR remembers
/// transitions on ASCII only: a megabyte of other letters took it 0.7 s. ANTLR's own streams are
/// three classes, by the widest character of the text, and the first text of another width was as
/// slow as the first text at all.
public final class AsciiView implements CharStream {

  private static final int LAST_ASCII = 0x7F;
  private static final int[] SAME = new int[0];

  private final String text;
  private final byte[] shown;

  /// Where each code point begins in the text, and where the text ends; empty where that is its
  /// index.
  private final int[] offsets;

  private int index;

  public AsciiView(String text) {
    this.text = text;
    int size = text.codePointCount(0, text.length());
    this.shown = new byte[size];
    this.offsets = size == text.length() ? SAME : new int[size + 1];
    if (offsets.length == 0) {
      view();
    } else {
      viewPairs();
    }
  }

  private void view() {
    for (int i = 0; i < shown.length; i++) {
      shown[i] = (byte) Math.min(text.charAt(i), LAST_ASCII);
    }
  }

  private void viewPairs() {
    int at = 0;
    for (int i = 0; i < shown.length; i++) {
      char unit = text.charAt(at);
      shown[i] = (byte) Math.min(unit, LAST_ASCII);
      at += pairAt(unit, at) ? 2 : 1;
      offsets[i + 1] = at;
    }
  }

  private boolean pairAt(char unit, int at) {
    return Character.isHighSurrogate(unit)
        && at + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(at + 1));
  }

  @Override
  public int LA(int offset) {
    int at = index + (offset > 0 ? offset - 1 : offset);
    return offset != 0 && at >= 0 && at < shown.length ? shown[at] : IntStream.EOF;
  }

  @Override
  public String getText(Interval interval) {
    int from = Math.min(interval.a, shown.length);
    int to = Math.min(interval.b + 1, shown.length);
    return text.substring(offset(from), offset(to));
  }

  private int offset(int codePoint) {
    return offsets.length == 0 ? codePoint : offsets[codePoint];
  }

  @Override
  public void consume() {
    if (index == shown.length) {
      throw new IllegalStateException("cannot consume the end of the text");
    }
    index++;
  }

  /// The whole text is kept: every place can be sought again.
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
    index = Math.min(place, shown.length);
  }

  @Override
  public int size() {
    return shown.length;
  }

  @Override
  public String getSourceName() {
    return UNKNOWN_SOURCE_NAME;
  }
}
