package io.keytrail.policy.condition;

import java.util.List;

/// A policy document's `Condition` object as it was written, in document order. The empty block is
/// `{}`.
public record ConditionBlock(List<Entry> entries, Span span) {

  public static final ConditionBlock EMPTY = new ConditionBlock(List.of(), Span.NONE);

  public ConditionBlock {
    entries = List.copyOf(entries);
  }

  /// One (operator, key) pair with its values; an operator with several keys makes several entries.
  ///
  /// @param operator the operator's name as written; [IamOperator#parse] reads it
  /// @param list whether the values stood in `[…]`
  /// @param span of the key and its values
  public record Entry(
      String operator,
      Span operatorSpan,
      String key,
      boolean list,
      List<JsonLiteral> values,
      Span span) {
    public Entry {
      values = List.copyOf(values);
      if (!list && values.size() != 1) {
        throw new IllegalArgumentException("a scalar has one value");
      }
    }
  }
}
