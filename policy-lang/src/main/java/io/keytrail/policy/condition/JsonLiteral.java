package io.keytrail.policy.condition;

/// One value of a condition as JSON has it: a string (decoded), or a number or boolean (as
/// written).
public record JsonLiteral(Kind kind, String text, Span span) {

  /// The JSON kind; a round trip keeps it.
  public enum Kind {
    STRING,
    NUMBER,
    BOOLEAN
  }

  public static JsonLiteral string(String text) {
    return new JsonLiteral(Kind.STRING, text, Span.NONE);
  }
}
