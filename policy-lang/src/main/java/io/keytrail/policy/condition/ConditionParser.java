package io.keytrail.policy.condition;

/// Reads texts of the condition language.
///
/// Any thread, also one with a stack of 256 KB. Time and memory are linear in the text: a text of
/// more than 98,304 characters or 6,000 tokens or nested deeper than 64 (each `(` and each `not`
/// counts) is refused before it is parsed. The first parse in a JVM takes most of a second to load
/// the grammar; later ones some microseconds a comparison.
public final class ConditionParser {
  /// How many words and signs a text may have. A condition that has more as text is not read as
  /// JSON either.
  public static final int MOST_WORDS = TokenGuard.MOST_TOKENS;

  private ConditionParser() {}

  /// The text's tree, or exactly one diagnostic at the first mistake. Nothing is looked up: keys,
  /// tags and values are the business of the binders. `= (…)` becomes `in (…)`, `!= (…)` becomes
  /// `not in (…)`.
  ///
  /// Codes: `TOO_LARGE`, `TOO_MANY_TOKENS`, `TOO_DEEP`; `UNTERMINATED_STRING`, `CONTROL_CHARACTER`,
  /// `BAD_ESCAPE`, `BAD_RAW_VALUE`, `UNEXPECTED_CHARACTER`; `EXPECTED_CONDITION`, `EXPECTED_KEY`,
  /// `EXPECTED_OPERATOR`, `EXPECTED_VALUE`, `EXPECTED_COMMA`, `EXPECTED_AND`,
  /// `UNBALANCED_PARENTHESIS`, `UPPERCASE_KEYWORD`.
  public static Parsed parse(String text) {
    return GrammarRun.of(text).parsed();
  }
}
