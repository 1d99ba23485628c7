package io.keytrail.policy.condition;

import java.util.List;
import java.util.Optional;

/// What a translation gave: the other form, or why there is none.
///
/// @param result present exactly if no diagnostic is an error
public record Translated<T>(Optional<T> result, List<Diagnostic> diagnostics) {
  public Translated {
    diagnostics = List.copyOf(diagnostics);
  }

  static <T> Translated<T> of(T result) {
    return new Translated<>(Optional.of(result), List.of());
  }

  static <T> Translated<T> refused(List<Diagnostic> diagnostics) {
    return new Translated<>(Optional.empty(), diagnostics);
  }
}
