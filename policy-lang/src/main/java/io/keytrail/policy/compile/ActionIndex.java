package io.keytrail.policy.compile;

import java.util.ArrayList;
import java.util.List;

/// Which statements may cover which action. Small policies are scanned instead, and so are those
/// whose index would be larger than [#MAX_ENTRIES]. Immutable.
final class ActionIndex {
  private static final int MIN_STATEMENTS = 8;
  private static final int MAX_ENTRIES = 1_000_000;

  private static final ActionIndex SCAN = new ActionIndex(List.of());

  private final List<List<CompiledStatement>> byAction;

  private ActionIndex(List<List<CompiledStatement>> byAction) {
    this.byAction = byAction;
  }

  static ActionIndex of(List<CompiledStatement> statements, int actions) {
    long entries = 0;
    for (CompiledStatement statement : statements) {
      entries += statement.action().coveredCount();
    }
    if (statements.size() < MIN_STATEMENTS || entries > MAX_ENTRIES) {
      return SCAN;
    }
    List<List<CompiledStatement>> byAction = new ArrayList<>(actions);
    for (int number = 0; number < actions; number++) {
      int wanted = number;
      byAction.add(statements.stream().filter(s -> s.action().coversNumber(wanted)).toList());
    }
    return new ActionIndex(List.copyOf(byAction));
  }

  List<CompiledStatement> candidates(int number, List<CompiledStatement> all) {
    return byAction.isEmpty() ? all : byAction.get(number);
  }
}
