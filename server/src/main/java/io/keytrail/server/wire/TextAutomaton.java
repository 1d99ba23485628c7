package io.keytrail.server.wire;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A non-deterministic automaton whose states are stepped together, so that matching never
/// backtracks. State 0 is the start, the last state the end. Built by [TextPatternParser],
/// unchanged afterwards.
final class TextAutomaton {
  private static final int MAX_STATES = 10_000;

  private final List<@Nullable CharSet> consumes = new ArrayList<>();
  private final List<Integer> target = new ArrayList<>();
  private final List<List<Integer>> free = new ArrayList<>();
  private @Nullable CharSet loop;

  int newState() {
    if (consumes.size() == MAX_STATES) {
      throw new IllegalStateException("a pattern with over " + MAX_STATES + " states");
    }
    consumes.add(null);
    target.add(-1);
    free.add(new ArrayList<>(2));
    return consumes.size() - 1;
  }

  /// From `from` to `to` by one code point of `set`.
  void consume(int from, CharSet set, int to) {
    consumes.set(from, set);
    target.set(from, to);
  }

  /// From `from` to `to` by nothing.
  void free(int from, int to) {
    free.get(from).add(to);
  }

  /// The pattern is `[set]*` or `[set]+`, which is matched without states.
  void loops(CharSet set) {
    loop = set;
  }

  @Nullable CharSet loop() {
    return loop;
  }

  BitSet start() {
    BitSet states = new BitSet();
    enter(0, states);
    return states;
  }

  boolean matchesEmpty() {
    return accepts(start());
  }

  boolean accepts(BitSet states) {
    return states.get(consumes.size() - 1);
  }

  /// Adds to `next` every state that `codePoint` leads to from `now`.
  void step(BitSet now, int codePoint, BitSet next) {
    for (int state = now.nextSetBit(0); state >= 0; state = now.nextSetBit(state + 1)) {
      CharSet set = consumes.get(state);
      if (set != null && set.contains(codePoint)) {
        enter(target.get(state), next);
      }
    }
  }

  private void enter(int state, BitSet states) {
    if (!states.get(state)) {
      states.set(state);
      for (int next : free.get(state)) {
        enter(next, states);
      }
    }
  }
}
