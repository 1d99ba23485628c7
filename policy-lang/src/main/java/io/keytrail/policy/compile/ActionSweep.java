package io.keytrail.policy.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Goes through the actions in order and lists the statements about each. Neighbours mostly have
/// the same: only where some statement begins or ceases to cover there is a new list. Confined to
/// one thread.
final class ActionSweep {
  private final List<CompiledStatement> statements;

  /// The places of those that are listed for their own sake.
  private final BitSet narrow;

  /// For each action, the places of the statements that begin or cease with it.
  private final @Nullable BitSet[] changes;

  private int first;
  private int last = -1;

  /// @param narrow places in `statements`
  /// @param actions how many there are
  ActionSweep(List<CompiledStatement> statements, BitSet narrow, int actions) {
    this.statements = statements;
    this.narrow = narrow;
    this.changes = new BitSet[actions + 1];
    this.first = actions;
    placesBySet().forEach(this::add);
  }

  private Map<ActionSet, BitSet> placesBySet() {
    Map<ActionSet, BitSet> places = new IdentityHashMap<>();
    for (int i = 0; i < statements.size(); i++) {
      places.computeIfAbsent(statements.get(i).action(), _ -> new BitSet()).set(i);
    }
    return places;
  }

  private void add(ActionSet set, BitSet places) {
    boolean wanted = places.intersects(narrow);
    int from = set.next(0);
    while (from >= 0) {
      int to = set.end(from);
      change(from, places);
      change(to, places);
      first = wanted ? Math.min(first, from) : first;
      last = wanted ? Math.max(last, to - 1) : last;
      from = set.next(to);
    }
  }

  private void change(int at, BitSet places) {
    BitSet known = changes[at];
    if (known == null) {
      changes[at] = (BitSet) places.clone();
    } else {
      known.xor(places);
    }
  }

  /// The first action that a narrow statement covers; as many as there are if none does.
  int first() {
    return first;
  }

  /// From the first to the last action that a narrow statement covers, all statements about it in
  /// their order; for those between that none covers, `others`.
  List<List<CompiledStatement>> lists(List<CompiledStatement> others) {
    List<List<CompiledStatement>> lists = new ArrayList<>(Math.max(0, last - first + 1));
    BitSet covering = new BitSet();
    List<CompiledStatement> list = others;
    for (int at = 0; at <= last; at++) {
      BitSet change = changes[at];
      if (change != null) {
        covering.xor(change);
        list = at >= first && covering.intersects(narrow) ? listed(covering) : others;
      }
      if (at >= first) {
        lists.add(list);
      }
    }
    return List.copyOf(lists);
  }

  private List<CompiledStatement> listed(BitSet places) {
    CompiledStatement[] listed = new CompiledStatement[places.cardinality()];
    int count = 0;
    for (int i = places.nextSetBit(0); i >= 0; i = places.nextSetBit(i + 1)) {
      listed[count++] = statements.get(i);
    }
    return List.copyOf(Arrays.asList(listed));
  }
}
