package io.keytrail.policy.eval;

import java.util.List;

/// The value of one context key in a request.
///
/// @param multi whether the key is multi-valued; a single-valued key has exactly one value
public record ContextValue(boolean multi, List<String> values) {
  public ContextValue {
    values = List.copyOf(values);
    if (!multi && values.size() != 1) {
      throw new IllegalArgumentException("a single-valued key has one value");
    }
  }

  public static ContextValue of(String value) {
    return new ContextValue(false, List.of(value));
  }

  public static ContextValue list(List<String> values) {
    return new ContextValue(true, values);
  }
}
