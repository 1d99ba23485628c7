package io.keytrail.policy.condition;

/// A place in a text: line and column, both from 1, the column counted in Unicode code points.
public record Position(int line, int column) {
  public Position {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("positions count from 1");
    }
  }
}
