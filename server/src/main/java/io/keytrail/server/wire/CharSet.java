package io.keytrail.server.wire;

/// A set of code points: ranges and Unicode categories. Immutable.
///
/// @param ranges pairs of first and last
/// @param categories one bit for each category number of [Character#getType(int)]
/// @param ascii the answer for code points below 128, as two words of bits
record CharSet(int[] ranges, int categories, long[] ascii) {

  static CharSet of(int[] ranges, int categories) {
    CharSet slow = new CharSet(ranges, categories, new long[0]);
    long[] ascii = new long[2];
    for (int c = 0; c < 128; c++) {
      if (slow.search(c)) {
        ascii[c >> 6] |= 1L << c;
      }
    }
    return new CharSet(ranges, categories, ascii);
  }

  boolean contains(int codePoint) {
    return codePoint < 128 ? (ascii[codePoint >> 6] & 1L << codePoint) != 0 : search(codePoint);
  }

  private boolean search(int codePoint) {
    for (int i = 0; i < ranges.length; i += 2) {
      if (codePoint >= ranges[i] && codePoint <= ranges[i + 1]) {
        return true;
      }
    }
    return categories != 0 && (categories & 1 << Character.getType(codePoint)) != 0;
  }
}
