package io.keytrail.policy.compile;

import java.util.Arrays;

/// Code points, with `*` and `?` as [#RUN] and [#ONE] so that literal ones can stand beside them.
/// Immutable.
public final class Glob {
  /// Any run of code points, the empty one included.
  public static final int RUN = -1;

  /// Any one code point.
  public static final int ONE = -2;

  public static final Glob EMPTY = new Glob(new int[0], 0);

  private final int[] codes;

  private Glob(int[] codes, int length) {
    this.codes = Arrays.copyOf(codes, length);
  }

  public int length() {
    return codes.length;
  }

  public int code(int index) {
    return codes[index];
  }

  /// The first index of a code from `from` on, or [#length].
  public int indexOf(int code, int from) {
    int i = from;
    while (i < codes.length && codes[i] != code) {
      i++;
    }
    return i;
  }

  public boolean wild(int from, int to) {
    for (int i = from; i < to; i++) {
      if (codes[i] < 0) {
        return true;
      }
    }
    return false;
  }

  /// Collects codes; confined to one thread.
  public static final class Builder {
    private int[] codes = new int[16];
    private int length;

    public void add(int code) {
      if (length == codes.length) {
        codes = Arrays.copyOf(codes, 2 * length);
      }
      codes[length++] = code;
    }

    /// Every character literally.
    public void addText(String text) {
      text.codePoints().forEach(this::add);
    }

    public void addAll(Glob glob) {
      for (int code : glob.codes) {
        add(code);
      }
    }

    public int length() {
      return length;
    }

    public Glob build() {
      return length == 0 ? EMPTY : new Glob(codes, length);
    }
  }
}
