package io.keytrail.server.wire;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Checks one value against its shape. The wording is AWS's.
final class Constraints {
  private Constraints() {}

  /// The constraints that `text` violates; usually none.
  static List<String> violated(Shape.Text shape, String text) {
    List<String> violated = length(shape.bounds(), text.codePointCount(0, text.length()));
    if (shape.pattern().isPresent() && !shape.pattern().get().matches(text)) {
      violated = with(violated, pattern(shape.pattern().get()));
    }
    if (!shape.values().isEmpty() && !shape.values().contains(text)) {
      violated = with(violated, values(shape));
    }
    return violated;
  }

  static List<String> length(Bounds bounds, long length) {
    if (length >= bounds.min() && length <= bounds.max()) {
      return List.of();
    }
    return List.of(length > bounds.max() ? longest(bounds) : shortest(bounds));
  }

  /// The constraint that `value` violates, or null.
  static @Nullable String range(Bounds bounds, long value) {
    if (value > bounds.max()) {
      return "Member must have value less than or equal to " + bounds.max();
    }
    if (value < bounds.min()) {
      return "Member must have value greater than or equal to " + bounds.min();
    }
    return null;
  }

  /// All constraints of a text, as they are quoted when an element of a list violates one of them.
  static String all(Shape.Text shape) {
    List<String> all = new ArrayList<>();
    if (shape.bounds().hasMax()) {
      all.add(longest(shape.bounds()));
    }
    if (shape.bounds().hasMin()) {
      all.add(shortest(shape.bounds()));
    }
    shape.pattern().ifPresent(p -> all.add(pattern(p)));
    if (!shape.values().isEmpty()) {
      all.add(values(shape));
    }
    return String.join(", ", all);
  }

  private static String longest(Bounds bounds) {
    return "Member must have length less than or equal to " + bounds.max();
  }

  private static String shortest(Bounds bounds) {
    return "Member must have length greater than or equal to " + bounds.min();
  }

  private static String pattern(TextPattern pattern) {
    return "Member must satisfy regular expression pattern: " + pattern.source();
  }

  private static String values(Shape.Text shape) {
    return "Member must satisfy enum value set: [" + String.join(", ", shape.values()) + "]";
  }

  private static List<String> with(List<String> some, String another) {
    List<String> more = new ArrayList<>(some);
    more.add(another);
    return more;
  }
}
