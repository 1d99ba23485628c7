package io.keytrail.policy.compile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    long entries = 0;
    for (CompiledStatement statement : statements) {
      if (wide(statement, actions)) {
        wide.add(statement);
      } else {
        entries += statement.action().coveredCount();
      }
    }
    if (statements.size() < MIN_STATEMENTS
        || entries + wide.size() * Math.min(entries, actions) > MAX_ENTRIES) {
      return none(statements);
    }
    return listed(statements, wide, actions);
  }

  /// No index: each statement is a candidate for each action it may cover.
  static ActionIndex none(List<CompiledStatement> statements) {
    var covered = new ActionSet.Union(statements.stream().map(CompiledStatement::action).toList());
    return new ActionIndex(covered, List.of(), 0, statements);
  }

  /// As [#none], and nothing is worked out: each statement is a candidate for every action.
  static ActionIndex unsorted(List<CompiledStatement> statements) {
    return new ActionIndex(ActionSet.Union.ALL, List.of(), 0, statements);
  }

  /// A statement about most actions is kept apart, so that `*` does not fill the index.
  private static boolean wide(CompiledStatement statement, int actions) {
    return statement.action().coveredCount() > actions / 2;
  }

  private static ActionIndex listed(
      List<CompiledStatement> statements, List<CompiledStatement> wide, int actions) {
    var covered = new ActionSet.Union(statements.stream().map(CompiledStatement::action).toList());
    @Nullable List<CompiledStatement>[] lists = newLists(actions);
    int first = actions;
    int last = -1;
    for (CompiledStatement statement : statements) {
      if (wide(statement, actions)) {
        continue;
      }
      for (int at = statement.action().next(0); at >= 0; at = statement.action().next(at + 1)) {
        List<CompiledStatement> list = lists[at] == null ? new ArrayList<>(1) : lists[at];
        lists[at] = list;
        list.add(statement);
        first = Math.min(first, at);
        last = Math.max(last, at);
      }
    }
    List<CompiledStatement> others = List.copyOf(wide);
    if (last < 0) {
      return new ActionIndex(covered, List.of(), 0, others);
    }
    return new ActionIndex(covered, merged(lists, first, last, others), first, others);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static @Nullable List<CompiledStatement>[] newLists(int actions) {
    return new List[actions];
  }

  /// Neighbouring actions mostly have the same statements: they share a list.
  private static List<List<CompiledStatement>> merged(
      @Nullable List<CompiledStatement>[] lists,
      int first,
      int last,
      List<CompiledStatement> wide) {
    List<List<CompiledStatement>> merged = new ArrayList<>(last - first + 1);
    List<CompiledStatement> before = wide;
    for (int at = first; at <= last; at++) {
      List<CompiledStatement> named = lists[at];
      List<CompiledStatement> all = named == null ? wide : inOrder(named, wide, at);
      before = all.equals(before) ? before : List.copyOf(all);
      merged.add(before);
    }
    return List.copyOf(merged);
  }

  private static List<CompiledStatement> inOrder(
      List<CompiledStatement> named, List<CompiledStatement> wide, int number) {
    List<CompiledStatement> all = new ArrayList<>(named);
    for (CompiledStatement statement : wide) {
      if (statement.action().next(number) == number) {
        all.add(statement);
      }
    }
    all.sort(Comparator.comparingInt(statement -> statement.source().number()));
    return all;
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
