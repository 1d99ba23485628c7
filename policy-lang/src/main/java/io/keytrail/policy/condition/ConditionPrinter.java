package io.keytrail.policy.condition;

import io.keytrail.policy.condition.Condition.Comparison;
import io.keytrail.policy.condition.Condition.Literal;
import java.util.List;

/// Writes conditions as text, on one line, with no parentheses but those that the tree needs.
///
/// For every tree the parser can make, `parse(print(tree))` is that tree but for the spans. Pure;
/// any thread.
public final class ConditionPrinter {

  private final StringBuilder out = new StringBuilder();

  private ConditionPrinter() {}

  /// The text of `condition`. An `and` or `or` of one term prints as that term, `=` and `!=` with a
  /// list as `in` and `not in`.
  ///
  /// @throws IllegalArgumentException if the language has no text for it: nothing joined by `or`,
  ///     or by `and` below the top; a bare word, tag or backquoted literal that is none
  public static String print(Condition condition) {
    ConditionPrinter printer = new ConditionPrinter();
    if (!(condition instanceof Condition.And(var terms, var _)) || !terms.isEmpty()) {
      printer.print(condition, Tightness.OR);
    }
    return printer.out.toString();
  }

  /// How tightly a place binds: what binds looser than its place needs parentheses.
  private enum Tightness {
    OR,
    AND,
    TERM
  }

  private void print(Condition condition, Tightness place) {
    switch (condition) {
      case Condition.Or(var terms, var _) -> join(terms, " or ", Tightness.OR, place);
      case Condition.And(var terms, var _) -> join(terms, " and ", Tightness.AND, place);
      case Condition.Not(var term, var _) -> {
        out.append("not ");
        print(term, Tightness.TERM);
      }
      case Comparison comparison -> comparison(comparison);
      case Condition.Text(var text, var quoted, var _) ->
          out.append(quoted ? JsonString.quote(text) : word(text));
    }
  }

  private void join(List<Condition> terms, String joint, Tightness own, Tightness place) {
    if (terms.isEmpty()) {
      throw new IllegalArgumentException("nothing is joined by" + joint);
    }
    if (terms.size() == 1) {
      print(terms.getFirst(), place);
      return;
    }
    boolean grouped = own.compareTo(place) < 0;
    out.append(grouped ? "(" : "");
    Tightness inner = own == Tightness.OR ? Tightness.AND : Tightness.TERM;
    for (int i = 0; i < terms.size(); i++) {
      out.append(i == 0 ? "" : joint);
      print(terms.get(i), inner);
    }
    out.append(grouped ? ")" : "");
  }

  private void comparison(Comparison comparison) {
    out.append(
        switch (comparison.quantifier()) {
          case NONE -> "";
          case ANY -> "any ";
          case EVERY -> "every ";
        });
    out.append(KeyText.print(comparison.key())).append(comparison.ifExists() ? "? " : " ");
    out.append(symbol(comparison)).append(' ');
    comparison.family().ifPresent(family -> out.append(word(family)).append(' '));
    operand(comparison);
  }

  private static String symbol(Comparison comparison) {
    return switch (comparison.symbol()) {
      case EQ -> comparison.list() ? "in" : "=";
      case NE -> comparison.list() ? "not in" : "!=";
      case LT, LE, GT, GE, IN, NOT_IN, LIKE, NOT_LIKE, IS -> comparison.symbol().text();
    };
  }

  private void operand(Comparison comparison) {
    List<Literal> operand = comparison.operand();
    if (!comparison.list()) {
      if (operand.size() != 1) {
        throw new IllegalArgumentException("a scalar has one value");
      }
      literal(operand.getFirst());
      return;
    }
    out.append('(');
    for (int i = 0; i < operand.size(); i++) {
      out.append(i == 0 ? "" : ", ");
      literal(operand.get(i));
    }
    out.append(')');
  }

  private void literal(Literal literal) {
    switch (literal.kind()) {
      case QUOTED -> out.append(JsonString.quote(literal.text()));
      case WORD -> out.append(word(literal.text()));
      case RAW -> out.append('`').append(raw(literal.text())).append('`');
    }
  }

  private static String word(String text) {
    if (!Words.isWord(text)) {
      throw new IllegalArgumentException("not a word: " + Shown.text(text));
    }
    return text;
  }

  private static String raw(String text) {
    if (!LiteralClass.isBoolean(text) && !LiteralClass.isNumber(text)) {
      throw new IllegalArgumentException("not a JSON number or boolean: " + Shown.text(text));
    }
    return text;
  }
}
