package io.keytrail.audit.query;

import io.keytrail.audit.schema.AuditField;
import java.util.List;
import java.util.Set;

/// A query whose fields are known and whose literals are read. Both engines must answer it alike.
public sealed interface BoundQuery {
  BoundQuery EVERYTHING = new And(List.of());
  BoundQuery NOTHING = new Or(List.of());

  record And(List<BoundQuery> terms) implements BoundQuery {
    public And {
      terms = List.copyOf(terms);
    }
  }

  record Or(List<BoundQuery> terms) implements BoundQuery {
    public Or {
      terms = List.copyOf(terms);
    }
  }

  /// All events minus those of `term`.
  record Not(BoundQuery term) implements BoundQuery {}

  /// Some value of the field equals one of these, which are well-formed and distinct.
  record OneOf(AuditField field, Set<String> values) implements BoundQuery {
    public OneOf {
      values = Set.copyOf(values);
    }
  }

  /// Some value of the field, folded in ASCII, equals this folded one.
  record AnyCase(AuditField field, String folded) implements BoundQuery {}

  /// Some value of the field matches; of a value over
  /// [io.keytrail.audit.schema.IndexTerm#MAX_BYTES] the beginning is looked at.
  record Like(AuditField field, Glob pattern) implements BoundQuery {}

  /// The field, a time in milliseconds or a number, is there and lies within these bounds, both
  /// inclusive.
  record Within(AuditField field, long min, long max) implements BoundQuery {}

  /// The field has a value.
  record Present(AuditField field) implements BoundQuery {}

  /// Every token stands in the event's texts. Never empty.
  record Tokens(Set<String> tokens) implements BoundQuery {
    public Tokens {
      tokens = Set.copyOf(tokens);
    }
  }
}
