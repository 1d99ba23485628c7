package io.keytrail.policy.condition;

import java.util.Arrays;
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

  /// How many code points there are.
  private final int size;

  /// Where each code point begins in the text, and where the text ends; empty where that is its
  /// index.
  private int[] offsets = SAME;

  private int index;

  public AsciiView(String text) {
    this.text = text;
    this.shown = new byte[text.length()];
    int at = 0;
    int count = 0;
    while (at < text.length()) {
      at = view(count++, at);
    }
    this.size = count;
    if (offsets.length > 0) {
      offsets[size] = at;
    }
  }

  /// Shows the code point that begins there, and answers where the next one does. A method of its
  /// own, for the JVM compiles those sooner than long loops.
  private int view(int i, int at) {
    char unit = text.charAt(at);
    shown[i] = (byte) Math.min(unit, LAST_ASCII);
    boolean pair =
        Character.isHighSurrogate(unit)
            && at + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(at + 1));
    if (pair && offsets.length == 0) {
      offsets = new int[text.length() + 1];
      Arrays.setAll(offsets, same -> same);
    }
    if (offsets.length > 0) {
      offsets[i] = at;
    }
    return at + (pair ? 2 : 1);
  }

  @Override
  public int LA(int offset) {
    int at = index + (offset > 0 ? offset - 1 : offset);
    return offset != 0 && at >= 0 && at < size ? shown[at] : IntStream.EOF;
  }

  @Override
  public String getText(Interval interval) {
    int from = Math.min(interval.a, size);
    int to = Math.min(interval.b + 1, size);
    return text.substring(offset(from), offset(to));
  }

  private int offset(int codePoint) {
    return offsets.length == 0 ? codePoint : offsets[codePoint];
  }

  @Override
  public void consume() {
    if (index == size) {
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
    index = Math.min(place, size);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public String getSourceName() {
    return UNKNOWN_SOURCE_NAME;
  }
}
