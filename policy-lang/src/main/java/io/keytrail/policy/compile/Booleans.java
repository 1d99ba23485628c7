package io.keytrail.policy.compile;

import io.keytrail.policy.catalog.Catalogue;
import java.util.Optional;

/// `true` and `false` in any ASCII letter case.
public final class Booleans {
  private Booleans() {}

  public static Optional<Boolean> parse(String text) {
    return switch (Catalogue.fold(text)) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
