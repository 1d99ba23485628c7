package io.keytrail.policy.compile;

import java.util.List;
import java.util.Optional;

/// One text of a policy, ready to be compared: classified, with wildcards and variables taken out
/// of the text.
///
/// @param written for messages
/// @param literal the text of [Shape#EXACT], or what stands before the `*` of [Shape#PREFIX]; empty
///     otherwise
/// @param glob of [Shape#GLOB]; also of the other shapes without variables
/// @param parts of [Shape#TEMPLATE]; empty otherwise
public record TextPattern(
    String written, Shape shape, String literal, Glob glob, List<Part> parts) {
  public TextPattern {
    parts = List.copyOf(parts);
  }

  /// How much work a comparison is.
  public enum Shape {
    /// Nothing special.
    EXACT,
    /// `text*`.
    PREFIX,
    /// `*`.
    ANY,
    /// Wildcards elsewhere.
    GLOB,
    /// Holds variables: known only with a request.
    TEMPLATE
  }

  /// A piece of a template.
  public sealed interface Part {

    record Fixed(Glob glob) implements Part {}

    /// `${key}` or `${key, 'default'}`.
    ///
    /// @param foldedKey the key in lower case
    record Variable(String key, String foldedKey, Optional<String> defaultText) implements Part {}
  }
}
