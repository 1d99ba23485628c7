package io.keytrail.policy.condition;

/// A stretch of a text. `end` is exclusive.
public record Span(Position start, Position end) {
  /// For trees that were built by a program, not read from a text.
  public static final Span NONE = new Span(new Position(1, 1), new Position(1, 1));
}
