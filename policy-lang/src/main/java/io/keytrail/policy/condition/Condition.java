package io.keytrail.policy.condition;

import java.util.List;
import java.util.Optional;

/// A condition in the condition language. The empty text is [And] of nothing, which holds.
///
/// The tree is neutral: the IAM binder gives a [Comparison] its [IamOperator], the audit binder its
/// field.
public sealed interface Condition {

  Span span();

  /// Holds if every term does.
  record And(List<Condition> terms, Span span) implements Condition {
    public And {
      terms = List.copyOf(terms);
    }
  }

  /// Holds if some term does. Has no JSON form.
  record Or(List<Condition> terms, Span span) implements Condition {
    public Or {
      terms = List.copyOf(terms);
    }
  }

  /// Negation. Has no JSON form.
  record Not(Condition term, Span span) implements Condition {}

  /// `quantifier? key ?-mark symbol family? operand`.
  ///
  /// @param family the tag as written (`anycase`, `arn`, `number`, `date`, `ip`, `bytes`, `null`,
  ///     …), if any
  /// @param list whether the operand stood in parentheses
  record Comparison(
      Quantifier quantifier,
      String key,
      Span keySpan,
      boolean ifExists,
      Symbol symbol,
      Optional<String> family,
      boolean list,
      List<Literal> operand,
      Span span)
      implements Condition {
    public Comparison {
      operand = List.copyOf(operand);
    }
  }

  /// Bare text; audit queries only.
  record Text(String text, boolean quoted, Span span) implements Condition {}

  /// One literal of an operand.
  ///
  /// @param text decoded for [Kind#QUOTED], without the backquotes for [Kind#RAW]
  record Literal(Kind kind, String text, Span span) {

    /// How it was written: `"quoted"`, a bare `word`, or a `` `raw` `` JSON number or boolean.
    public enum Kind {
      QUOTED,
      WORD,
      RAW
    }
  }

  /// The operator as written.
  enum Symbol {
    EQ("="),
    NE("!="),
    LT("<"),
    LE("<="),
    GT(">"),
    GE(">="),
    IN("in"),
    NOT_IN("not in"),
    LIKE("like"),
    NOT_LIKE("not like"),
    IS("is");

    private final String text;

    Symbol(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }
}
