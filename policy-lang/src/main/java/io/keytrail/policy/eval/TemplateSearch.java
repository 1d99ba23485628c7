package io.keytrail.policy.eval;

import io.keytrail.policy.compile.Glob;
import io.keytrail.policy.compile.TextPattern.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the pieces of a text that the unknown variables of a template may be for the template to
/// match. Each step is taken from the budget. One search, confined to one thread.
final class TemplateSearch {
  /// One step of the search, in the budget's.
  private static final int STEP = 4;

  private final List<Part> parts;
  private final String text;
  private final boolean ignoreCase;
  private final Scratch scratch;
  private final Map<String, Optional<String>> bound;
  private final List<Map<String, Optional<String>>> ways = new ArrayList<>();
  private int most;
  private @Nullable Boolean pairs;

  /// @param absent variables that are taken to be absent: their defaults stand in
  TemplateSearch(
      List<Part> parts,
      String text,
      boolean ignoreCase,
      Map<String, Optional<String>> absent,
      Scratch scratch) {
    this.parts = parts;
    this.text = text;
    this.ignoreCase = ignoreCase;
    this.scratch = scratch;
    this.bound = new LinkedHashMap<>(absent);
  }

  /// False if there are more ways than `limit`, or finding them takes too long.
  boolean run(int limit) {
    most = limit;
    return from(0, 0);
  }

  /// Value by folded key; an absent variable has none.
  List<Map<String, Optional<String>>> ways() {
    return ways;
  }

  private boolean from(int part, int at) {
    if (!scratch.budget.spend(STEP)) {
      return false;
    }
    if (part == parts.size()) {
      if (at == text.length() && !ways.contains(bound)) {
        ways.add(new LinkedHashMap<>(bound));
      }
      return ways.size() <= most;
    }
    return switch (parts.get(part)) {
      case Part.Fixed(Glob glob) -> fixed(glob, part, at);
      case Part.Variable variable -> variable(variable, part, at);
    };
  }

  private boolean fixed(Glob glob, int part, int at) {
    boolean[] ends = ends(glob, at);
    for (int end = at; end <= text.length(); end++) {
      if (ends[end] && !from(part + 1, end)) {
        return false;
      }
    }
    return true;
  }

  private boolean variable(Part.Variable variable, int part, int at) {
    boolean known =
        bound.containsKey(variable.foldedKey())
            || scratch.request.find(variable.foldedKey()) != null
            || !scratch.request.unknown(variable.foldedKey());
    if (known) {
      String value = TemplateSolver.text(variable, bound, scratch.request);
      int end = at + value.length();
      return end > text.length() || !same(value, at) || from(part + 1, end);
    }
    for (int end = at; end <= text.length(); end++) {
      if (splitsPair(end)) {
        continue;
      }
      bound.put(variable.foldedKey(), Optional.of(text.substring(at, end)));
      // Copying the piece is work, too.
      scratch.budget.spend((end - at) / 8);
      if (!from(part + 1, end)) {
        return false;
      }
    }
    bound.remove(variable.foldedKey());
    return true;
  }

  private boolean same(String value, int at) {
    for (int i = 0; i < value.length(); i++) {
      if (!same(value.charAt(i), text.charAt(at + i))) {
        return false;
      }
    }
    return true;
  }

  private boolean same(int a, int b) {
    return a == b || (ignoreCase && Character.toLowerCase(a) == Character.toLowerCase(b));
  }

  private boolean splitsPair(int at) {
    return at > 0
        && at < text.length()
        && Character.isHighSurrogate(text.charAt(at - 1))
        && Character.isLowSurrogate(text.charAt(at));
  }

  /// Where a match of the whole glob that begins at `at` can end.
  private boolean[] ends(Glob glob, int at) {
    boolean[] reached = new boolean[text.length() + 1];
    reached[at] = true;
    for (int g = 0; g < glob.length(); g++) {
      boolean[] next = new boolean[text.length() + 1];
      int end = at + scratch.budget.steps(text.length() + 1 - at);
      for (int i = at; i < end; i++) {
        if (reached[i]) {
          advance(glob.code(g), i, next);
        }
      }
      reached = next;
    }
    return reached;
  }

  /// Whether the text has characters of two units at all; most have none.
  private boolean pairs() {
    if (pairs == null) {
      pairs = text.codePointCount(0, text.length()) < text.length();
    }
    return pairs;
  }

  private void advance(int code, int at, boolean[] next) {
    if (code == Glob.RUN && next[at]) {
      return;
    }
    if (code == Glob.RUN && !pairs()) {
      Arrays.fill(next, at, next.length, true);
    } else if (code == Glob.RUN) {
      for (int end = at; end <= text.length() && !next[end]; end++) {
        end += splitsPair(end) ? 1 : 0;
        next[end] = true;
      }
    } else if (at < text.length()) {
      int found = text.codePointAt(at);
      if (code == Glob.ONE || same(code, found)) {
        next[at + Character.charCount(found)] = true;
      }
    }
  }
}
