package io.keytrail.audit.query;

import io.keytrail.audit.schema.Ascii;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.Operations;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;

/// Automata over code points (S4). Their size is bounded by the budget of a query.
final class Automatons {
  private static final int WORK = 2_000_000;

  private Automatons() {}

  /// Accepts `prefix` followed by what the pattern matches.
  static Automaton like(String prefix, Glob pattern) {
    List<Automaton> parts = new ArrayList<>();
    parts.add(Automata.makeString(prefix));
    for (int i = 0; i < pattern.length(); i++) {
      parts.add(
          switch (pattern.part(i)) {
            case Glob.ANY_RUN -> Automata.makeAnyString();
            case Glob.ANY_ONE -> Automata.makeAnyChar();
            default -> Automata.makeChar(pattern.part(i));
          });
    }
    Automaton automaton = Operations.concatenate(parts);
    return pattern.holesAfterRun() == 0 ? deterministic(automaton) : automaton;
  }

  // WHY: with `?` after a `*` the deterministic form can double with each `?`; Lucene walks the
  // other form too, building only the states that terms reach.
  private static Automaton deterministic(Automaton automaton) {
    try {
      return Operations.determinize(automaton, WORK);
    } catch (TooComplexToDeterminizeException tooLarge) {
      return automaton;
    }
  }

  /// Accepts `prefix` followed by `folded` in any ASCII letter case.
  static Automaton anyCase(String prefix, String folded) {
    List<Automaton> parts = new ArrayList<>();
    parts.add(Automata.makeString(prefix));
    folded
        .codePoints()
        .forEach(
            c ->
                parts.add(
                    Ascii.isLower(c)
                        ? Automata.makeCharSet(new int[] {c - ('a' - 'A'), c})
                        : Automata.makeChar(c)));
    return deterministic(Operations.concatenate(parts));
  }
}
