package io.keytrail.server.wire;

/// A set of code points: ranges and Unicode categories, or all others. Immutable.
final class CharSet {
  private final int[] ranges;
  private final int categories;
  private final boolean negated;
  private final long[] ascii = new long[2];

  /// Takes the array over.
  ///
  /// @param ranges pairs of first and last
  /// @param categories one bit for each category number of [Character#getType(int)]
  CharSet(int[] ranges, int categories, boolean negated) {
    this.ranges = ranges;
    this.categories = categories;
    this.negated = negated;
    for (int c = 0; c < 128; c++) {
      if (search(c)) {
        ascii[c >> 6] |= 1L << c;
      }
    }
  }

  boolean contains(int codePoint) {
    return codePoint < 128 ? (ascii[codePoint >> 6] & 1L << codePoint) != 0 : search(codePoint);
  }

  private boolean search(int codePoint) {
    return listed(codePoint) != negated;
  }

  private boolean listed(int codePoint) {
    for (int i = 0; i < ranges.length; i += 2) {
      if (codePoint >= ranges[i] && codePoint <= ranges[i + 1]) {
        return true;
      }
    }
    return categories != 0 && (categories & 1 << Character.getType(codePoint)) != 0;
  }
}
