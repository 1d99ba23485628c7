package io.keytrail.policy.condition;

import io.keytrail.policy.condition.Condition.Comparison;
import io.keytrail.policy.condition.Condition.Literal;
import io.keytrail.policy.condition.Condition.Symbol;
import io.keytrail.policy.condition.IamOperator.Base;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Binds one comparison: its family by tag or by the looks of its values, its operator by the
/// table.
final class ComparisonBinder {

  private final Comparison comparison;
  private final Findings findings;

  private ComparisonBinder(Comparison comparison, Findings findings) {
    this.comparison = comparison;
    this.findings = findings;
  }

  /// The test; empty, with findings, if IAM cannot say this.
  static Optional<BoundCondition.Test> bind(Comparison comparison, Findings findings) {
    return new ComparisonBinder(comparison, findings).bind();
  }

  private Optional<BoundCondition.Test> bind() {
    Optional<String> presence = presence();
    if (presence.isPresent()) {
      JsonLiteral value =
          new JsonLiteral(
              JsonLiteral.Kind.STRING,
              presence.get().equals("absent") ? "true" : "false",
              comparison.operand().getFirst().span());
      return Optional.of(test(Base.NULL, List.of(value)));
    }
    Optional<Family> family = family();
    if (family.isEmpty()) {
      return Optional.empty();
    }
    Optional<Base> base = OperatorTable.base(comparison.symbol(), family.get());
    if (base.isEmpty()) {
      noSuchComparison(family.get());
      return Optional.empty();
    }
    boolean rightShape = hasRightShape(family.get());
    return hasRightValues(family.get()) && rightShape
        ? Optional.of(test(base.get(), values()))
        : Optional.empty();
  }

  /// What a family was inferred from fits it.
  private boolean hasRightValues(Family family) {
    boolean inferred = comparison.family().isEmpty() && comparison.symbol() != Symbol.IS;
    return inferred || BareValues.check(comparison, family, findings);
  }

  private List<JsonLiteral> values() {
    List<Literal> operand = comparison.operand();
    List<JsonLiteral> values = new ArrayList<>(operand.size());
    for (Literal literal : operand) {
      values.add(LiteralForm.json(literal));
    }
    return values;
  }

  private BoundCondition.Test test(Base base, List<JsonLiteral> values) {
    return new BoundCondition.Test(
        new IamOperator(comparison.quantifier(), base, comparison.ifExists()),
        comparison.key(),
        comparison.list(),
        values,
        comparison.span());
  }

  /// The word of `is absent` and `is present`.
  private Optional<String> presence() {
    if (comparison.symbol() != Symbol.IS || comparison.list() || comparison.family().isPresent()) {
      return Optional.empty();
    }
    Literal literal = comparison.operand().getFirst();
    boolean matches =
        literal.kind() == Literal.Kind.WORD
            && (literal.text().equals("absent") || literal.text().equals("present"));
    return matches ? Optional.of(literal.text()) : Optional.empty();
  }

  private Optional<Family> family() {
    if (comparison.family().isEmpty()) {
      return comparison.symbol() == Symbol.IS
          ? Optional.of(Family.BOOL)
          : BareValues.inferFamily(comparison, findings);
    }
    String tag = comparison.family().get();
    Optional<Family> family = Family.ofTag(tag);
    if (family.isEmpty()) {
      unknownFamily(tag);
    }
    return family;
  }

  private void unknownFamily(String tag) {
    if (BareValues.isMiscasedKeyword(comparison, findings)) {
      return;
    }
    findings.error(
        "UNKNOWN_FAMILY",
        comparison.span(),
        "`" + Shown.text(tag) + "` is not a kind of value",
        helpForTag(tag));
  }

  private static String helpForTag(String tag) {
    String suggestion = DidYouMean.help(tag, Family.tags());
    if (!suggestion.isEmpty()) {
      return suggestion;
    }
    return Words.asciiLower(tag).equals("string")
        ? "strings have no tag, quotes are enough"
        : "write several values as a list, `in (…)`, or join two conditions with `and`";
  }

  private void noSuchComparison(Family family) {
    String symbol = comparison.symbol().text();
    findings.error(
        "NO_SUCH_COMPARISON",
        comparison.span(),
        "`" + symbol + "` does not compare " + family.plural(),
        helpFor(family, symbol));
  }

  private String helpFor(Family family, String symbol) {
    return switch (family) {
      case STRING ->
          "name the kind of value: `"
              + symbol
              + " number \"10\"`, `"
              + symbol
              + " date \"2027-01-01\"`";
      case ANYCASE -> "`anycase` goes with `=`, `!=`, `in` and `not in`";
      case ARN -> "`arn` goes with `=`, `!=`, `in`, `not in`, `like` and `not like`";
      case NUMBER, DATE ->
          "use `=`, `!=`, `<`, `<=`, `>`, `>=`, `in` or `not in`, or quote the value";
      case IP -> "use `in` or `not in`";
      case BYTES -> "`bytes` goes with `=` and `in`";
      case BOOL, NULL -> "write `is absent` or `is present`";
    };
  }

  private boolean hasRightShape(Family family) {
    boolean wantsList = comparison.symbol() == Symbol.IN || comparison.symbol() == Symbol.NOT_IN;
    if (!wantsList || comparison.list() || family == Family.IP) {
      return true;
    }
    Symbol scalar = OperatorTable.scalar(comparison.symbol());
    findings.error(
        "NEEDS_LIST",
        comparison.operand().getFirst().span(),
        "`" + comparison.symbol().text() + "` takes a list",
        "write `" + scalar.text() + "` for one value, or put it in parentheses");
    return false;
  }
}
