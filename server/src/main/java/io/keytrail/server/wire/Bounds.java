package io.keytrail.server.wire;

/// An inclusive interval, of a length or of a value.
public record Bounds(long min, long max) {
  public static final Bounds NONE = new Bounds(Long.MIN_VALUE, Long.MAX_VALUE);

  /// Whether the model sets a lower end.
  public boolean hasMin() {
    return min != Long.MIN_VALUE;
  }

  /// Whether the model sets an upper end.
  public boolean hasMax() {
    return max != Long.MAX_VALUE;
  }
}
