package io.keytrail.policy.compile;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Which statements of a policy may cover which action. Immutable.
///
/// Small policies have one bit set for all their statements; larger ones a list for each action
/// that some statement names, and one list for all the others. An index that would be larger than
/// [#MAX_ENTRIES] is not made.
final class ActionIndex {
  private static final int MIN_STATEMENTS = 8;
  private static final int MAX_ENTRIES = 100_000;

  private final ActionSet.Union covered;

  /// Of the actions from `first` on; empty if there is no list for each action.
  private final List<List<CompiledStatement>> byAction;

  private final int first;
  private final List<CompiledStatement> others;

  private ActionIndex(
      ActionSet.Union covered,
      List<List<CompiledStatement>> byAction,
      int first,
      List<CompiledStatement> others) {
    this.covered = covered;
    this.byAction = byAction;
    this.first = first;
    this.others = others;
  }

  /// @param actions how many the catalogue has
  static ActionIndex of(List<CompiledStatement> statements, int actions) {
    List<CompiledStatement> wide = new ArrayList<>();
    BitSet narrow = new BitSet();
    long entries = 0;
    for (int i = 0; i < statements.size(); i++) {
      CompiledStatement statement = statements.get(i);
      int covered = statement.action().coveredCount();
      // A statement about most actions is kept apart, so that `*` does not fill the index.
      if (covered > actions / 2) {
        wide.add(statement);
      } else {
        narrow.set(i);
        entries += covered;
      }
    }
    if (statements.size() < MIN_STATEMENTS
        || entries + wide.size() * Math.min(entries, actions) > MAX_ENTRIES) {
      return none(statements);
    }
    var sweep = new ActionSweep(statements, narrow, actions);
    List<CompiledStatement> others = List.copyOf(wide);
    return new ActionIndex(union(statements), sweep.lists(others), sweep.first(), others);
  }

  /// No index: each statement is a candidate for each action it may cover.
  static ActionIndex none(List<CompiledStatement> statements) {
    return new ActionIndex(union(statements), List.of(), 0, statements);
  }

  /// As [#none], and nothing is worked out: each statement is a candidate for every action.
  static ActionIndex unsorted(List<CompiledStatement> statements) {
    return new ActionIndex(ActionSet.Union.ALL, List.of(), 0, statements);
  }

  private static ActionSet.Union union(List<CompiledStatement> statements) {
    return new ActionSet.Union(statements.stream().map(CompiledStatement::action).toList());
  }

  /// In document order. Allocates nothing.
  List<CompiledStatement> candidates(int number) {
    if (!covered.covers(number)) {
      return List.of();
    }
    int at = number - first;
    return at >= 0 && at < byAction.size() ? byAction.get(at) : others;
  }
}
