package io.keytrail.policy.compile;

import java.util.Arrays;

/// Code points, with `*` and `?` as [#RUN] and [#ONE] so that literal ones can stand beside them.
/// Immutable, except for the one that [Builder#shared] lends.
public final class Glob {
  /// Any run of code points, the empty one included.
  public static final int RUN = -1;

  /// Any one code point.
  public static final int ONE = -2;

  public static final Glob EMPTY = new Glob(new int[0], 0);

  private int[] codes;
  private int length;

  private Glob(int[] codes, int length) {
    this.codes = codes;
    this.length = length;
  }

  public int length() {
    return length;
  }

  public int code(int index) {
    return codes[index];
  }

  /// The first index of a code from `from` on, or [#length].
  public int indexOf(int code, int from) {
    return indexOf(code, from, length);
  }

  /// The first index of a code in `[from, to)`, or `to`.
  public int indexOf(int code, int from, int to) {
    int i = from;
    while (i < to && codes[i] != code) {
      i++;
    }
    return i;
  }

  /// Collects codes; confined to one thread.
  public static final class Builder {
    private int[] codes = new int[16];
    private int length;
    private final Glob shared = new Glob(codes, 0);

    public void clear() {
      length = 0;
    }

    public void add(int code) {
      if (length == codes.length) {
        codes = Arrays.copyOf(codes, 2 * length);
      }
      codes[length++] = code;
    }

    /// Every character literally.
    public void addText(String text) {
      int i = 0;
      while (i < text.length()) {
        int code = text.codePointAt(i);
        add(code);
        i += Character.charCount(code);
      }
    }

    public void addAll(Glob glob) {
      for (int i = 0; i < glob.length; i++) {
        add(glob.codes[i]);
      }
    }

    public int length() {
      return length;
    }

    public Glob build() {
      return length == 0 ? EMPTY : new Glob(Arrays.copyOf(codes, length), length);
    }

    /// What was collected, without a copy: valid until this builder is used again.
    public Glob shared() {
      shared.codes = codes;
      shared.length = length;
      return shared;
    }
  }
}
