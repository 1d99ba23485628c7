package io.keytrail.audit.query;

import io.keytrail.audit.query.BoundQuery.Not;
import io.keytrail.audit.query.BoundQuery.Within;
import io.keytrail.audit.schema.AuditField;
import io.keytrail.audit.schema.EventTimes.Interval;
import io.keytrail.audit.schema.FieldType;
import io.keytrail.policy.condition.Condition.Comparison;
import io.keytrail.policy.condition.Condition.Literal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/// Reads comparisons of times and numbers. A literal is an interval: of its precision for a time,
/// of one number for a number (S5). Confined to one thread.
final class OrderedReader {
  private final Findings findings;
  private final Instant now;

  OrderedReader(Findings findings, Instant now) {
    this.findings = findings;
    this.now = now;
  }

  BoundQuery read(Comparison comparison, AuditField field) {
    return switch (comparison.symbol()) {
      case EQ, IN, LT, LE, GT, GE -> some(comparison, field);
      case NE, NOT_IN -> new Not(some(comparison, field));
      case LIKE, NOT_LIKE -> noPattern(comparison, field);
      case IS -> throw new IllegalStateException("read before");
    };
  }

  private BoundQuery some(Comparison comparison, AuditField field) {
    var terms = new ArrayList<BoundQuery>();
    for (Literal literal : comparison.operand()) {
      Optional<Interval> interval = interval(literal, field);
      if (interval.isEmpty()) {
        return BoundQuery.NOTHING;
      }
      terms.add(within(comparison, field, interval.get()));
    }
    return ComparisonReader.oneOrMany(terms);
  }

  private static BoundQuery within(Comparison comparison, AuditField field, Interval literal) {
    long last = literal.endMillis() - 1;
    return switch (comparison.symbol()) {
      case EQ, IN, NE, NOT_IN -> new Within(field, literal.startMillis(), last);
      case LT -> below(field, literal.startMillis());
      case LE -> new Within(field, Long.MIN_VALUE, last);
      case GT -> above(field, last);
      case GE -> new Within(field, literal.startMillis(), Long.MAX_VALUE);
      case LIKE, NOT_LIKE, IS -> throw new IllegalStateException("read before");
    };
  }

  private BoundQuery noPattern(Comparison comparison, AuditField field) {
    findings.error(
        "UNSUPPORTED_OPERATOR",
        comparison.span(),
        "`"
            + comparison.key()
            + "` has no pattern, so `"
            + comparison.symbol().text()
            + "` cannot be used",
        field.type() == FieldType.TIME
            ? "write `= 2026-11-23` for a whole day"
            : "use `<` and `>=`");
    return BoundQuery.NOTHING;
  }

  private static BoundQuery below(AuditField field, long bound) {
    return bound == Long.MIN_VALUE
        ? BoundQuery.NOTHING
        : new Within(field, Long.MIN_VALUE, bound - 1);
  }

  private static BoundQuery above(AuditField field, long bound) {
    return bound == Long.MAX_VALUE
        ? BoundQuery.NOTHING
        : new Within(field, bound + 1, Long.MAX_VALUE);
  }

  private Optional<Interval> interval(Literal literal, AuditField field) {
    Optional<Interval> interval =
        field.type() == FieldType.TIME
            ? TimeLiteral.read(literal.text(), now)
            : number(literal.text());
    if (interval.isEmpty()) {
      boolean time = field.type() == FieldType.TIME;
      findings.error(
          time ? "BAD_TIME" : "BAD_NUMBER",
          literal.span(),
          Findings.shown(literal.text()) + " is no " + (time ? "time" : "whole number"),
          time ? "write `2026-11-23`, `2026-11-23T10:15:30Z` or `now-7d`" : "");
    }
    return interval;
  }

  /// Numbers up to 18 digits: sequence numbers never come near.
  private static Optional<Interval> number(String text) {
    int digits = text.startsWith("-") ? 1 : 0;
    if (text.length() - digits > 18
        || !io.keytrail.audit.schema.Ascii.isDigits(text, digits, text.length())) {
      return Optional.empty();
    }
    long value = Long.parseLong(text);
    return Optional.of(new Interval(value, value + 1));
  }
}
