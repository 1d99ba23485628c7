package io.keytrail.policy.condition;

import io.keytrail.policy.condition.Condition.Comparison;
import io.keytrail.policy.condition.Condition.Literal;
import io.keytrail.policy.condition.Condition.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The way back from IAM operators to the language: how a test is written canonically.
///
/// Binding what comes out gives what went in, spans aside. Pure; any thread.
public final class IamNotation {

  private IamNotation() {}

  /// The same condition as it is written.
  public static Condition of(BoundCondition condition) {
    return switch (condition) {
      case BoundCondition.And(var terms, var span) ->
          new Condition.And(terms.stream().map(IamNotation::of).toList(), span);
      case BoundCondition.Or(var terms, var span) ->
          new Condition.Or(terms.stream().map(IamNotation::of).toList(), span);
      case BoundCondition.Not(var term, var span) -> new Condition.Not(of(term), span);
      case BoundCondition.Test test -> comparison(test);
    };
  }

  /// At most how many words and signs a test has as text, an `and` before it included.
  public static int words(IamOperator operator, boolean list, int values) {
    OperatorTable.Form form = OperatorTable.form(operator.base());
    boolean twoWords =
        switch (symbol(form, list)) {
          case NOT_IN, NOT_LIKE -> true;
          case EQ, NE, LT, LE, GT, GE, IN, LIKE, IS -> false;
        };
    int operand = list ? Math.max(2, 2 * values + 1) : 1;
    return 2
        + (operator.quantifier() == Quantifier.NONE ? 0 : 1)
        + (operator.ifExists() ? 1 : 0)
        + (twoWords ? 2 : 1)
        + (form.family().tag().isEmpty() ? 0 : 1)
        + operand;
  }

  private static Comparison comparison(BoundCondition.Test test) {
    OperatorTable.Form form = OperatorTable.form(test.operator().base());
    Optional<String> presence = presence(test, form.family());
    if (presence.isPresent()) {
      Literal word =
          new Literal(Literal.Kind.WORD, presence.get(), test.values().getFirst().span());
      return comparison(test, Symbol.IS, Optional.empty(), List.of(word));
    }
    boolean bare = printsBare(test.values(), form.family());
    String tag = form.family().tag();
    return comparison(
        test,
        symbol(form, test.list()),
        bare || tag.isEmpty() ? Optional.empty() : Optional.of(tag),
        literals(test.values(), form.family(), bare));
  }

  private static List<Literal> literals(List<JsonLiteral> values, Family family, boolean bare) {
    List<Literal> literals = new ArrayList<>(values.size());
    for (JsonLiteral value : values) {
      literals.add(literal(value, family, bare));
    }
    return literals;
  }

  private static Comparison comparison(
      BoundCondition.Test test, Symbol symbol, Optional<String> tag, List<Literal> operand) {
    return new Comparison(
        test.operator().quantifier(),
        test.key(),
        test.span(),
        test.operator().ifExists(),
        symbol,
        tag,
        test.list(),
        operand,
        test.span());
  }

  /// `absent` or `present`, the two values that have a word of their own.
  private static Optional<String> presence(BoundCondition.Test test, Family family) {
    if (family != Family.NULL || test.list() || !isStringBoolean(test.values().getFirst())) {
      return Optional.empty();
    }
    return Optional.of(test.values().getFirst().text().equals("true") ? "absent" : "present");
  }

  private static Symbol symbol(OperatorTable.Form form, boolean list) {
    boolean asList = list || form.family() == Family.IP;
    return switch (form.symbol()) {
      case EQ -> asList ? Symbol.IN : Symbol.EQ;
      case NE -> asList ? Symbol.NOT_IN : Symbol.NE;
      case LT, LE, GT, GE, IN, NOT_IN, LIKE, NOT_LIKE, IS -> form.symbol();
    };
  }

  private static boolean printsBare(List<JsonLiteral> values, Family family) {
    if (values.isEmpty() || !family.everBare()) {
      return false;
    }
    for (JsonLiteral value : values) {
      if (value.kind() != JsonLiteral.Kind.STRING
          || !family.printsBare(LiteralClass.of(value.text()))) {
        return false;
      }
    }
    return true;
  }

  private static Literal literal(JsonLiteral value, Family family, boolean bare) {
    boolean truth = (family == Family.BOOL || family == Family.NULL) && isStringBoolean(value);
    Literal.Kind kind =
        switch (value.kind()) {
          case STRING -> bare || truth ? Literal.Kind.WORD : Literal.Kind.QUOTED;
          case NUMBER, BOOLEAN -> Literal.Kind.RAW;
        };
    return new Literal(kind, value.text(), value.span());
  }

  private static boolean isStringBoolean(JsonLiteral value) {
    return value.kind() == JsonLiteral.Kind.STRING && LiteralClass.isBoolean(value.text());
  }
}
