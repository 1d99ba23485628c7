package io.keytrail.audit.json;

/// A text that [StrictJson] refuses. The message is fit for the sender: one sentence, lower-case,
/// no period.
public final class JsonSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;
  private final String pointer;

  /// Whoever builds on StrictJson refuses with the same exception: the place is what it has in
  /// common.
  public JsonSyntaxException(int line, int column, String pointer, String message) {
    super(message, null, false, false);
    this.line = line;
    this.column = column;
    this.pointer = pointer;
  }

  /// From 1.
  public int line() {
    return line;
  }

  /// From 1, in code points.
  public int column() {
    return column;
  }

  /// RFC 6901 pointer to the innermost value that was being read; empty for the whole text.
  public String pointer() {
    return pointer;
  }
}
