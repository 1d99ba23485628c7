package io.keytrail.server.wire;

import java.util.Arrays;

/// Collects a [CharSet]. Used once, by one thread.
final class CharSetBuilder {
  private int[] ranges = new int[8];
  private int size;
  private int categories;

  void range(int first, int last) {
    if (size == ranges.length) {
      ranges = Arrays.copyOf(ranges, size * 2);
    }
    ranges[size++] = first;
    ranges[size++] = last;
  }

  /// Pairs of first and last.
  void ranges(int[] pairs) {
    for (int i = 0; i < pairs.length; i += 2) {
      range(pairs[i], pairs[i + 1]);
    }
  }

  /// All categories that begin with `major`: `L`, `N`, `Z`.
  void category(char major) {
    categories |=
        switch (major) {
          case 'L' ->
              bits(
                  Character.UPPERCASE_LETTER,
                  Character.LOWERCASE_LETTER,
                  Character.TITLECASE_LETTER,
                  Character.MODIFIER_LETTER,
                  Character.OTHER_LETTER);
          case 'N' ->
              bits(Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER);
          case 'Z' ->
              bits(
                  Character.SPACE_SEPARATOR,
                  Character.LINE_SEPARATOR,
                  Character.PARAGRAPH_SEPARATOR);
          default -> throw new IllegalStateException("unsupported category " + major);
        };
  }

  /// @param negated whether the set is all that was not added
  CharSet build(boolean negated) {
    return new CharSet(Arrays.copyOf(ranges, size), categories, negated);
  }

  private static int bits(byte... types) {
    int bits = 0;
    for (byte type : types) {
      bits |= 1 << type;
    }
    return bits;
  }
}
