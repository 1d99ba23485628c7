package io.keytrail.audit.query;

import io.keytrail.audit.query.BoundQuery.And;
import io.keytrail.audit.query.BoundQuery.Not;
import io.keytrail.audit.query.BoundQuery.OneOf;
import io.keytrail.audit.query.BoundQuery.Or;
import io.keytrail.audit.query.BoundQuery.Tokens;
import io.keytrail.audit.schema.AuditField;
import io.keytrail.audit.schema.AuditFields;
import io.keytrail.audit.schema.FieldType;
import io.keytrail.audit.schema.IndexTerm;
import io.keytrail.audit.schema.ResourceIds;
import io.keytrail.audit.schema.TextTokens;
import io.keytrail.policy.condition.Condition;
import io.keytrail.policy.condition.DidYouMean;
import io.keytrail.policy.condition.Quantifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Binds a condition tree to the trail's fields. What it returns is only meaningful if nothing was
/// found wrong. Used once, by one thread.
final class AuditQueryBinder {
  private final Findings findings;
  private final Budget budget;
  private final ComparisonReader comparisons;

  AuditQueryBinder(Findings findings, Instant now) {
    this.findings = findings;
    this.budget = new Budget(findings);
    this.comparisons = new ComparisonReader(findings, budget, now);
  }

  BoundQuery bind(Condition condition) {
    return bind(condition, 0);
  }

  private BoundQuery bind(Condition condition, int depth) {
    if (!budget.depth(depth, condition.span())) {
      return BoundQuery.NOTHING;
    }
    return switch (condition) {
      case Condition.And(var terms, var _) -> new And(all(terms, depth));
      case Condition.Or(var terms, var _) -> new Or(all(terms, depth));
      case Condition.Not(var term, var _) -> new Not(bind(term, depth + 1));
      case Condition.Comparison comparison -> comparison(comparison);
      case Condition.Text text -> text(text);
    };
  }

  private List<BoundQuery> all(List<Condition> terms, int depth) {
    var bound = new ArrayList<BoundQuery>();
    for (Condition term : terms) {
      bound.add(bind(term, depth + 1));
    }
    return bound;
  }

  private BoundQuery comparison(Condition.Comparison comparison) {
    budget.comparison(comparison.span());
    Optional<AuditField> field = AuditFields.find(comparison.key());
    if (field.isEmpty()) {
      unknownField(comparison);
      return BoundQuery.NOTHING;
    }
    if (!sayable(comparison)) {
      return BoundQuery.NOTHING;
    }
    List<AuditField> fields =
        field.get().type() == FieldType.CONTEXT_PAIR
            ? List.of(field.get())
            : AuditFields.standingFor(field.get().name());
    return fields.size() == 1
        ? comparisons.read(comparison, fields.getFirst())
        : acrossAll(comparison, fields);
  }

  /// A field that comprises others: some value in any of them, or no value in all of them.
  private BoundQuery acrossAll(Condition.Comparison comparison, List<AuditField> fields) {
    var terms = new ArrayList<BoundQuery>();
    for (AuditField field : fields) {
      budget.comparison(comparison.span());
      BoundQuery term = comparisons.read(comparison, field);
      if (!findings.isEmpty()) {
        return BoundQuery.NOTHING;
      }
      terms.add(term);
    }
    return terms.getFirst() instanceof Not ? new And(terms) : new Or(terms);
  }

  private void unknownField(Condition.Comparison comparison) {
    findings.error(
        "UNKNOWN_FIELD",
        comparison.keySpan(),
        "there is no field " + Findings.shown(comparison.key()),
        DidYouMean.help(comparison.key(), AuditFields.names()));
  }

  /// S3: what an inverted index cannot say.
  private boolean sayable(Condition.Comparison comparison) {
    if (comparison.quantifier() == Quantifier.EVERY) {
      findings.error(
          "UNSUPPORTED_QUANTIFIER",
          comparison.span(),
          "a search cannot ask for `every` value",
          "leave it out to ask for some value, or exclude values with `not in`");
      return false;
    }
    if (comparison.ifExists()) {
      findings.error(
          "UNSUPPORTED_IF_EXISTS",
          comparison.span(),
          "a search has no `?` after a field",
          "write `(" + comparison.key() + " is absent or " + comparison.key() + " …)`");
      return false;
    }
    boolean negative =
        switch (comparison.symbol()) {
          case NE, NOT_IN, NOT_LIKE -> true;
          case EQ, IN, LIKE, LT, LE, GT, GE, IS -> false;
        };
    if (comparison.quantifier() == Quantifier.ANY && negative) {
      findings.error(
          "UNSUPPORTED_QUANTIFIER",
          comparison.span(),
          "a search cannot ask whether `any` value differs",
          "leave `any` out to ask that no value is equal");
      return false;
    }
    return true;
  }

  /// S9: ids that have a field of their own go there, all else is tokens.
  private BoundQuery text(Condition.Text text) {
    budget.comparison(text.span());
    String value = IndexTerm.wellFormed(text.text());
    var pair = ResourceIds.sidAndDirectory(value);
    if (pair.isPresent()) {
      return new And(
          List.of(
              oneOf("sid", pair.get().sid(), text),
              oneOf("directory", pair.get().directory(), text)));
    }
    List<String> fields = BareIds.fieldsOf(value);
    return fields.isEmpty()
        ? tokens(text, value)
        : ComparisonReader.oneOrMany(
            fields.stream().map(field -> oneOf(field, value, text)).toList());
  }

  private BoundQuery tokens(Condition.Text text, String value) {
    var tokens = new LinkedHashSet<>(TextTokens.of(value));
    if (tokens.isEmpty()) {
      findings.error(
          "EMPTY_TEXT", text.span(), "the text has no letter and no digit to search for", "");
      return BoundQuery.NOTHING;
    }
    tokens.forEach(_ -> budget.comparison(text.span()));
    return new Tokens(tokens);
  }

  private BoundQuery oneOf(String name, String value, Condition.Text text) {
    var terms = new ArrayList<BoundQuery>();
    for (AuditField field : AuditFields.standingFor(name)) {
      budget.comparison(text.span());
      terms.add(new OneOf(field, Set.of(value)));
    }
    return ComparisonReader.oneOrMany(terms);
  }
}
