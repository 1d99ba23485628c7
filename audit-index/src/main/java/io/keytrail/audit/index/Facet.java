package io.keytrail.audit.index;

import java.util.List;

/// How often each value of a field occurs; an event with several values counts for each.
///
/// @param values the most frequent first, ties by value
/// @param distinct how many values there are
public record Facet(String field, List<Value> values, long distinct, Coverage coverage) {
  public Facet {
    values = List.copyOf(values);
  }

  public record Value(String value, long count) {}
}
