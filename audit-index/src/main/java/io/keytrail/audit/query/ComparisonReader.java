package io.keytrail.audit.query;

import io.keytrail.audit.query.BoundQuery.AnyCase;
import io.keytrail.audit.query.BoundQuery.Like;
import io.keytrail.audit.query.BoundQuery.Not;
import io.keytrail.audit.query.BoundQuery.OneOf;
import io.keytrail.audit.query.BoundQuery.Or;
import io.keytrail.audit.query.BoundQuery.Present;
import io.keytrail.audit.schema.Ascii;
import io.keytrail.audit.schema.AuditField;
import io.keytrail.audit.schema.FieldType;
import io.keytrail.audit.schema.IndexTerm;
import io.keytrail.policy.condition.Condition.Comparison;
import io.keytrail.policy.condition.Condition.Literal;
import io.keytrail.policy.condition.Condition.Symbol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// Reads one comparison by the type of its field (S1). Confined to one thread.
final class ComparisonReader {
  private final Findings findings;
  private final Budget budget;
  private final OrderedReader ordered;

  ComparisonReader(Findings findings, Budget budget, Instant now) {
    this.findings = findings;
    this.budget = budget;
    this.ordered = new OrderedReader(findings, now);
  }

  BoundQuery read(Comparison comparison, AuditField field) {
    if (!plainLiterals(comparison) || !knownTag(comparison, field)) {
      return BoundQuery.NOTHING;
    }
    if (comparison.symbol() == Symbol.IS) {
      return is(comparison, field);
    }
    return switch (field.type()) {
      case KEYWORD, CONTEXT_PAIR -> keyword(comparison, field);
      case TIME, NUMBER -> ordered.read(comparison, field);
      case BOOLEAN -> {
        unsupported(comparison, "is a boolean", "write `" + field.name() + " is true`");
        yield BoundQuery.NOTHING;
      }
      case OBJECT -> {
        unsupported(
            comparison,
            "is not searched inside",
            "write `" + field.name() + " is present`, or use a field derived from it");
        yield BoundQuery.NOTHING;
      }
    };
  }

  private BoundQuery keyword(Comparison comparison, AuditField field) {
    return switch (comparison.symbol()) {
      case EQ, IN -> equalTo(comparison, field);
      case NE, NOT_IN -> new Not(equalTo(comparison, field));
      case LIKE -> like(comparison, field);
      case NOT_LIKE -> new Not(like(comparison, field));
      case LT, LE, GT, GE -> {
        unsupported(comparison, "has no order", "use `like` with a prefix");
        yield BoundQuery.NOTHING;
      }
      case IS -> throw new IllegalStateException("read before");
    };
  }

  private BoundQuery equalTo(Comparison comparison, AuditField field) {
    if (comparison.family().isPresent()) {
      return anyCase(comparison, field);
    }
    var values = new LinkedHashSet<String>();
    for (Literal literal : comparison.operand()) {
      budget.value(literal.span());
      values.add(IndexTerm.wellFormed(Glob.literal(literal.text())));
    }
    return values.isEmpty() ? BoundQuery.NOTHING : new OneOf(field, values);
  }

  private BoundQuery anyCase(Comparison comparison, AuditField field) {
    var terms = new ArrayList<BoundQuery>();
    for (Literal literal : comparison.operand()) {
      String folded = Ascii.lower(IndexTerm.wellFormed(Glob.literal(literal.text())));
      if (budget.pattern(length(field, folded.length()), 0, literal.span())) {
        terms.add(new AnyCase(field, folded));
      }
    }
    return oneOrMany(terms);
  }

  private BoundQuery like(Comparison comparison, AuditField field) {
    var terms = new ArrayList<BoundQuery>();
    for (Literal literal : comparison.operand()) {
      Glob pattern = Glob.of(IndexTerm.wellFormed(literal.text()));
      if (budget.pattern(
          length(field, pattern.length()), pattern.holesAfterRun(), literal.span())) {
        terms.add(new Like(field, pattern));
      }
    }
    return oneOrMany(terms);
  }

  /// A context pair's key is part of the pattern that the index walks.
  private static int length(AuditField field, int pattern) {
    return field.type() == FieldType.CONTEXT_PAIR ? pattern + field.contextKey().length() : pattern;
  }

  private BoundQuery is(Comparison comparison, AuditField field) {
    Optional<String> only =
        comparison.operand().size() == 1
            ? Optional.of(comparison.operand().getFirst())
                .filter(literal -> literal.kind() == Literal.Kind.WORD)
                .map(Literal::text)
            : Optional.empty();
    if (only.equals(Optional.of("present"))) {
      return new Present(field);
    }
    if (only.equals(Optional.of("absent"))) {
      return new Not(new Present(field));
    }
    return isBoolean(comparison, field);
  }

  private BoundQuery isBoolean(Comparison comparison, AuditField field) {
    var values = new LinkedHashSet<String>();
    for (Literal literal : comparison.operand()) {
      boolean bool = literal.text().equals("true") || literal.text().equals("false");
      if (!bool || field.type() != FieldType.BOOLEAN) {
        findings.error(
            "BAD_IS",
            literal.span(),
            "`" + field.name() + "` cannot be " + Findings.shown(literal.text()),
            switch (field.type()) {
              case BOOLEAN -> "it is `true`, `false`, `present` or `absent`";
              case KEYWORD, CONTEXT_PAIR, TIME, NUMBER ->
                  "write `=` to compare it; `is` asks for `present` or `absent`";
              case OBJECT -> "it is `present` or `absent`";
            });
        return BoundQuery.NOTHING;
      }
      values.add(literal.text());
    }
    return values.isEmpty() ? BoundQuery.NOTHING : new OneOf(field, values);
  }

  /// S3: backquotes and policy variables.
  private boolean plainLiterals(Comparison comparison) {
    for (Literal literal : comparison.operand()) {
      if (literal.kind() == Literal.Kind.RAW) {
        findings.error(
            "UNSUPPORTED_RAW",
            literal.span(),
            "a search has no backquoted values",
            "write `" + literal.text() + "` without the backquotes");
        return false;
      }
      Optional<String> variable = Glob.variable(literal.text());
      if (variable.isPresent()) {
        findings.error(
            "UNSUPPORTED_VARIABLE",
            literal.span(),
            "a search has no variable " + Findings.shown(variable.get()),
            "write the value; `${$}` stands for a dollar sign");
        return false;
      }
    }
    return true;
  }

  private boolean knownTag(Comparison comparison, AuditField field) {
    if (comparison.family().isEmpty()) {
      return true;
    }
    String tag = comparison.family().get();
    boolean equality =
        switch (comparison.symbol()) {
          case EQ, NE, IN, NOT_IN -> true;
          case LIKE, NOT_LIKE, LT, LE, GT, GE, IS -> false;
        };
    boolean text =
        switch (field.type()) {
          case KEYWORD, CONTEXT_PAIR -> true;
          case BOOLEAN, TIME, NUMBER, OBJECT -> false;
        };
    if (!tag.equals("anycase") || !equality || !text) {
      findings.error(
          "UNSUPPORTED_TAG",
          comparison.span(),
          "a search does not take the tag " + Findings.shown(tag) + " here",
          tag.equals("null")
              ? "write `is absent` or `is present`"
              : "leave it out: the field has a type");
      return false;
    }
    return true;
  }

  private void unsupported(Comparison comparison, String why, String help) {
    findings.error(
        "UNSUPPORTED_OPERATOR",
        comparison.span(),
        "`"
            + comparison.key()
            + "` "
            + why
            + ", so `"
            + comparison.symbol().text()
            + "` cannot be used",
        help);
  }

  static BoundQuery oneOrMany(List<BoundQuery> terms) {
    return terms.size() == 1 ? terms.getFirst() : new Or(terms);
  }
}
