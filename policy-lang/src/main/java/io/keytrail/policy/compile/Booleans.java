package io.keytrail.policy.compile;

import io.keytrail.policy.catalog.Catalogue;
import java.util.Optional;

/// `true` and `false` in any ASCII letter case.
public final class Booleans {
  private static final Optional<Boolean> TRUE = Optional.of(true);
  private static final Optional<Boolean> FALSE = Optional.of(false);

  private Booleans() {}

  /// Empty if it is neither. Allocates nothing for lower case.
  public static Optional<Boolean> parse(String text) {
    return switch (Catalogue.fold(text)) {
      case "true" -> TRUE;
      case "false" -> FALSE;
      default -> Optional.empty();
    };
  }
}
