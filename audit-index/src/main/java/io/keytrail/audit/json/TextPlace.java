package io.keytrail.audit.json;

/// Line and column, both from 1, the column in code points.
record TextPlace(int line, int column) {

  /// The place of the character at `offset`; the end of the text if that is beyond it.
  static TextPlace at(String text, long offset) {
    int end = (int) Math.min(Math.max(offset, 0), text.length());
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'))) {
        line++;
        lineStart = i + 1;
      }
    }
    return new TextPlace(line, text.codePointCount(lineStart, end) + 1);
  }
}
