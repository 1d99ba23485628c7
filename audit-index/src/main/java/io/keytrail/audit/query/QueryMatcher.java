package io.keytrail.audit.query;

import io.keytrail.audit.event.ContextPair;
import io.keytrail.audit.event.EnrichedEvent;
import io.keytrail.audit.schema.Ascii;
import io.keytrail.audit.schema.AuditField;
import io.keytrail.audit.schema.AuditFields;
import io.keytrail.audit.schema.FieldType;
import io.keytrail.audit.schema.IndexTerm;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Answers a query for one event, without an index (S10). Immutable, any thread.
public final class QueryMatcher {
  private final BoundQuery root;
  private final Optional<Set<String>> owners;

  private QueryMatcher(BoundQuery root, Optional<Set<String>> owners) {
    this.root = root;
    this.owners = owners;
  }

  /// A matcher of that query.
  ///
  /// @param owners the accounts whose events may be seen, whatever the query says; absent: all
  public static QueryMatcher of(AuditQuery query, Optional<Set<String>> owners) {
    return new QueryMatcher(query.root(), owners.map(Set::copyOf));
  }

  public boolean matches(EnrichedEvent event) {
    return (owners.isEmpty() || owners.get().contains(event.owner())) && matches(root, event);
  }

  private static boolean matches(BoundQuery query, EnrichedEvent event) {
    return switch (query) {
      case BoundQuery.And(var terms) -> terms.stream().allMatch(term -> matches(term, event));
      case BoundQuery.Or(var terms) -> terms.stream().anyMatch(term -> matches(term, event));
      case BoundQuery.Not(var term) -> !matches(term, event);
      case BoundQuery.OneOf(var field, var values) -> hasValue(event, field, values::contains);
      case BoundQuery.AnyCase(var field, var folded) ->
          hasValue(
              event, field, value -> Ascii.lower(value).equals(folded) && isShort(field, value));
      case BoundQuery.Like(var field, var pattern) ->
          hasValue(
              event, field, value -> visible(field, value).filter(pattern::matches).isPresent());
      case BoundQuery.Within(var field, long min, long max) -> isWithin(event, field, min, max);
      case BoundQuery.Present(var field) -> isPresent(event, field);
      case BoundQuery.Tokens(var tokens) -> EventTokens.of(event).containsAll(tokens);
    };
  }

  private static boolean hasValue(
      EnrichedEvent event, AuditField field, Predicate<String> condition) {
    if (field.type() != FieldType.CONTEXT_PAIR) {
      return event.values(field.name()).stream().anyMatch(condition);
    }
    String prefix = IndexTerm.contextKeyPrefix(field.contextKey());
    for (ContextPair pair : event.context()) {
      if (IndexTerm.contextKeyPrefix(pair.key()).equals(prefix) && condition.test(pair.value())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isShort(AuditField field, String value) {
    return IndexTerm.of(term(field, value)) instanceof IndexTerm.Exact;
  }

  /// S8: of a long value, `like` sees the beginning, if the term's beginning reaches it at all.
  private static Optional<String> visible(AuditField field, String value) {
    return switch (IndexTerm.of(term(field, value))) {
      case IndexTerm.Exact _ -> Optional.of(value);
      case IndexTerm.Hashed(var _, String beginning) -> {
        int keyLength = term(field, "").length();
        yield keyLength <= beginning.length()
            ? Optional.of(beginning.substring(keyLength))
            : Optional.empty();
      }
    };
  }

  private static String term(AuditField field, String value) {
    return field.type() == FieldType.CONTEXT_PAIR
        ? IndexTerm.contextPair(field.contextKey(), value)
        : value;
  }

  private static boolean isWithin(EnrichedEvent event, AuditField field, long min, long max) {
    if (field.type() == FieldType.NUMBER) {
      return event.seq() >= min && event.seq() <= max;
    }
    return event.eventTimeMillis().isPresent()
        && event.eventTimeMillis().getAsLong() >= min
        && event.eventTimeMillis().getAsLong() <= max;
  }

  private static boolean isPresent(EnrichedEvent event, AuditField field) {
    return switch (field.type()) {
      case KEYWORD, BOOLEAN -> !event.values(field.name()).isEmpty();
      case OBJECT -> event.objects().contains(field.name());
      case TIME -> event.eventTimeMillis().isPresent();
      case NUMBER -> field.name().equals(AuditFields.SEQ);
      case CONTEXT_PAIR -> hasValue(event, field, _ -> true);
    };
  }
}
