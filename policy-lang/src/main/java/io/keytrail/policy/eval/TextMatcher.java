package io.keytrail.policy.eval;

import io.keytrail.policy.compile.Glob;
import io.keytrail.policy.compile.TextPattern;
import io.keytrail.policy.compile.TextPattern.Part;
import java.util.List;

/// Compares texts with patterns and puts values in for variables. A value put in is literal: its
/// `*` is a star.
final class TextMatcher {
  private final Scratch scratch;

  TextMatcher(Scratch scratch) {
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
        Truth usable = expand(pattern);
        yield usable == Truth.TRUE
            ? Truth.of(GlobMatcher.matches(expanded(), text, scratch.budget))
            : usable;
      }
    };
  }

  private Truth ignoringCase(TextPattern pattern, String text) {
    if (pattern.shape() != TextPattern.Shape.TEMPLATE) {
      return Truth.of(GlobMatcher.equalIgnoringCase(pattern.glob(), text, scratch.budget));
    }
    Truth usable = expand(pattern);
    return usable == Truth.TRUE
        ? Truth.of(GlobMatcher.equalIgnoringCase(expanded(), text, scratch.budget))
        : usable;
  }

  /// Replaces the variables of a template. True if [#expanded] is what came out; unknown or error
  /// if there is none.
  Truth expand(TextPattern pattern) {
    scratch.expansion.clear();
    Truth usable = Truth.TRUE;
    List<Part> parts = pattern.parts();
    for (int i = 0; i < parts.size(); i++) {
      usable =
          switch (parts.get(i)) {
            case Part.Fixed(Glob fixed) -> {
              if (scratch.budget.spend(fixed.length())) {
                scratch.expansion.addAll(fixed);
              }
              yield usable;
            }
            case Part.Variable variable -> usable.and(put(variable));
          };
    }
    return usable;
  }

  /// What the last expansion came to; valid until the next.
  Glob expanded() {
    return scratch.expansion.shared();
  }

  private Truth put(Part.Variable variable) {
    RequestValue value = scratch.value(variable.foldedKey());
    if (value == null && scratch.request.unknown(variable.foldedKey())) {
      return Truth.UNKNOWN;
    }
    if (value == null || value.size() == 0) {
      return absent(variable, value == null);
    }
    if (value.multi()) {
      // A key with several values is no text, whatever the default says.
      scratch.met(Ambiguity.UNRESOLVED_VARIABLE);
      return Truth.ERROR;
    }
    String text = value.text(0);
    if (text.isEmpty() && variable.defaultText().isPresent()) {
      scratch.met(Ambiguity.EMPTY_VARIABLE);
    }
    return add(text);
  }

  private Truth absent(Part.Variable variable, boolean missing) {
    if (missing) {
      scratch.missing(variable.foldedKey(), variable.key());
    } else {
      scratch.met(Ambiguity.EMPTY_LIST);
    }
    if (variable.defaultText().isEmpty()) {
      scratch.met(Ambiguity.UNRESOLVED_VARIABLE);
      return Truth.ERROR;
    }
    return add(variable.defaultText().get());
  }

  private Truth add(String text) {
    if (!scratch.budget.spend(text.length())) {
      return Truth.FALSE;
    }
    scratch.expansion.addText(text);
    return Truth.TRUE;
  }
}
