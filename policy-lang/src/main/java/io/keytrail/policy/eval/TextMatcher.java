package io.keytrail.policy.eval;

import io.keytrail.policy.compile.Glob;
import io.keytrail.policy.compile.TextPattern;
import io.keytrail.policy.compile.TextPattern.Part;
import java.util.List;

/// Compares texts with patterns and puts values in for variables. A value put in is literal: its
/// `*` is a star.
final class TextMatcher {
  private final RequestView request;
  private final Scratch scratch;

  TextMatcher(RequestView request, Scratch scratch) {
    this.request = request;
    this.scratch = scratch;
  }

  Truth matches(TextPattern pattern, String text, boolean ignoreCase) {
    if (ignoreCase) {
      return ignoringCase(pattern, text);
    }
    return switch (pattern.shape()) {
      case EXACT -> Truth.of(pattern.literal().equals(text));
      case PREFIX -> Truth.of(text.startsWith(pattern.literal()));
      case ANY -> Truth.TRUE;
      case GLOB -> Truth.of(GlobMatcher.matches(pattern.glob(), text, scratch.budget));
      case TEMPLATE -> {
        Expansion expansion = expand(pattern);
        yield expansion.usable() == Truth.TRUE
            ? Truth.of(GlobMatcher.matches(expansion.glob(), text, scratch.budget))
            : expansion.usable();
      }
    };
  }

  private Truth ignoringCase(TextPattern pattern, String text) {
    Expansion expansion = expand(pattern);
    return expansion.usable() == Truth.TRUE
        ? Truth.of(GlobMatcher.equalIgnoringCase(expansion.glob(), text, scratch.budget))
        : expansion.usable();
  }

  /// @param usable true, or why there is no text: error or unknown
  record Expansion(Truth usable, Glob glob) {}

  /// The pattern with its variables replaced.
  Expansion expand(TextPattern pattern) {
    if (pattern.shape() != TextPattern.Shape.TEMPLATE) {
      return new Expansion(Truth.TRUE, pattern.glob());
    }
    var glob = new Glob.Builder();
    Truth usable = Truth.TRUE;
    List<Part> parts = pattern.parts();
    for (int i = 0; i < parts.size(); i++) {
      usable =
          switch (parts.get(i)) {
            case Part.Fixed(Glob fixed) -> {
              glob.addAll(fixed);
              yield usable;
            }
            case Part.Variable variable -> usable.and(put(variable, glob));
          };
    }
    return new Expansion(usable, usable == Truth.TRUE ? glob.build() : Glob.EMPTY);
  }

  private Truth put(Part.Variable variable, Glob.Builder glob) {
    ContextValue value = request.value(variable.foldedKey());
    if (value != null && !value.multi()) {
      String text = value.values().getFirst();
      if (text.isEmpty() && variable.defaultText().isPresent()) {
        scratch.met(Ambiguity.EMPTY_VARIABLE);
      }
      glob.addText(text);
      return Truth.TRUE;
    }
    if (value == null && request.unknown(variable.foldedKey())) {
      return Truth.UNKNOWN;
    }
    if (value == null) {
      scratch.missing(variable.key());
    }
    // A key with several values is no text, whatever the default says.
    if (value == null && variable.defaultText().isPresent()) {
      glob.addText(variable.defaultText().get());
      return Truth.TRUE;
    }
    scratch.met(Ambiguity.UNRESOLVED_VARIABLE);
    return Truth.ERROR;
  }
}
