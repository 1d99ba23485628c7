package io.keytrail.policy.condition;

import io.keytrail.policy.condition.Condition.Comparison;
import io.keytrail.policy.condition.Condition.Literal;
import io.keytrail.policy.condition.Condition.Symbol;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rules for bare words as values: which family they fix, and where they need quotes.
final class BareValues {

  private static final Set<String> PRESENCE = Set.of("null", "absent", "present");

  private BareValues() {}

  /// The family of an untagged comparison. Bare values of one class fix it; quoted and backquoted
  /// ones mean strings; anything else is a finding that offers the quotes.
  static Optional<Family> inferFamily(Comparison comparison, Findings findings) {
    Optional<Literal> firstBare = firstBare(comparison);
    if (firstBare.isEmpty()) {
      return Optional.of(Family.STRING);
    }
    LiteralClass first = LiteralClass.of(firstBare.get().text());
    @Nullable Literal other = null;
    for (Literal literal : comparison.operand()) {
      @Nullable LiteralClass its = isBare(literal) ? LiteralClass.of(literal.text()) : null;
      if (its != null && reportNotAValue(comparison, literal, its, findings)) {
        return Optional.empty();
      }
      other = other == null && its != first ? literal : other;
    }
    if (other != null) {
      mixed(firstBare.get(), other, findings);
      return Optional.empty();
    }
    return switch (first) {
      case NUMBER -> Optional.of(Family.NUMBER);
      case DATE -> Optional.of(Family.DATE);
      case IP -> Optional.of(Family.IP);
      case BOOLEAN, PLAIN -> Optional.empty();
    };
  }

  /// Whether every bare value looks like one of `family`; what does not is a finding.
  static boolean check(Comparison comparison, Family family, Findings findings) {
    boolean sound = true;
    for (Literal literal : comparison.operand()) {
      if (isBare(literal) && !family.takesBare(LiteralClass.of(literal.text()))) {
        sound = false;
        wrongClass(literal, family, findings);
      }
    }
    return sound;
  }

  /// Whether a value or tag is `AND`, `OR` or the like; if so, that is reported.
  static boolean isMiscasedKeyword(Comparison comparison, Findings findings) {
    for (Literal literal : comparison.operand()) {
      if (isBare(literal) && Words.isMiscasedReserved(literal.text())) {
        miscased(literal, findings);
        return true;
      }
    }
    return false;
  }

  private static boolean isBare(Literal literal) {
    return literal.kind() == Literal.Kind.WORD;
  }

  private static Optional<Literal> firstBare(Comparison comparison) {
    for (Literal literal : comparison.operand()) {
      if (isBare(literal)) {
        return Optional.of(literal);
      }
    }
    return Optional.empty();
  }

  private static boolean reportNotAValue(
      Comparison comparison, Literal literal, LiteralClass its, Findings findings) {
    return switch (its) {
      case NUMBER, DATE, IP -> false;
      case BOOLEAN -> {
        booleanValue(comparison, literal, findings);
        yield true;
      }
      case PLAIN -> {
        wrongClass(literal, Family.STRING, findings);
        yield true;
      }
    };
  }

  private static void booleanValue(Comparison comparison, Literal literal, Findings findings) {
    Symbol symbol = comparison.symbol();
    findings.error(
        "BOOLEAN_VALUE",
        literal.span(),
        "`" + symbol.text() + "` does not compare booleans",
        "write `is " + literal.text() + "`, or quote it: `" + Shown.quoted(literal.text()) + "`");
  }

  private static void wrongClass(Literal literal, Family family, Findings findings) {
    if (Words.isMiscasedReserved(literal.text())) {
      miscased(literal, findings);
      return;
    }
    String shown = "`" + Shown.text(literal.text()) + "`";
    findings.error(
        "UNQUOTED_VALUE",
        literal.span(),
        switch (family) {
          case STRING -> shown + " is neither a number, a date nor an IP address";
          case ANYCASE, ARN, BYTES -> "`" + family.tag() + "` takes quoted values";
          case NUMBER -> shown + " is not a number";
          case DATE -> shown + " is not a date";
          case IP -> shown + " is not an IP address";
          case BOOL, NULL -> shown + " is neither `true` nor `false`";
        },
        helpFor(literal, family));
  }

  private static String helpFor(Literal literal, Family family) {
    String quotes = "quote it: `" + Shown.quoted(literal.text()) + "`";
    if (family == Family.BOOL && PRESENCE.contains(literal.text())) {
      return "write `is absent` or `is present`, or " + quotes;
    }
    if (family == Family.BOOL || family == Family.NULL) {
      String folded = Words.asciiLower(literal.text());
      return LiteralClass.isBoolean(folded) ? "write `" + folded + "`, or " + quotes : quotes;
    }
    return quotes;
  }

  private static void miscased(Literal literal, Findings findings) {
    findings.error(
        "UPPERCASE_KEYWORD",
        literal.span(),
        "`" + literal.text() + "` is not a keyword",
        "write `"
            + Words.asciiLower(literal.text())
            + "`, or quote it: `"
            + Shown.quoted(literal.text())
            + "`");
  }

  private static void mixed(Literal bare, Literal other, Findings findings) {
    findings.error(
        "MIXED_VALUES",
        other.span(),
        "`" + written(other) + "` is not the same kind of value as `" + written(bare) + "`",
        "quote every value, as in `"
            + Shown.quoted(bare.text())
            + "`, and name the kind of value if they are not strings");
  }

  private static String written(Literal literal) {
    return switch (literal.kind()) {
      case QUOTED -> Shown.quoted(literal.text());
      case WORD -> Shown.text(literal.text());
      case RAW -> "`" + literal.text() + "`";
    };
  }
}
