package io.keytrail.policy.eval;

import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.compile.CompiledStatement;
import io.keytrail.policy.condition.Span;
import io.keytrail.policy.eval.Decision.Decider.StatementRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Statements that apply, and how each names the caller. Confined to one thread; emptied and filled
/// again without allocating.
final class Matches {
  private final List<CompiledPolicy> policies = new ArrayList<>(2);
  private final List<CompiledStatement> statements = new ArrayList<>(2);
  private final List<Level> levels = new ArrayList<>(2);

  void clear() {
    if (!statements.isEmpty()) {
      policies.clear();
      statements.clear();
      levels.clear();
    }
  }

  void add(CompiledPolicy policy, CompiledStatement statement, Level level) {
    policies.add(policy);
    statements.add(statement);
    levels.add(level);
  }

  boolean isEmpty() {
    return statements.isEmpty();
  }

  int size() {
    return statements.size();
  }

  Level level(int index) {
    return levels.get(index);
  }

  StatementRef ref(int index, PolicyType type) {
    return ref(type, policies.get(index), statements.get(index));
  }

  static StatementRef ref(PolicyType type, CompiledPolicy policy, CompiledStatement statement) {
    var source = statement.source();
    Optional<Span> span =
        policy.document().positioned() ? Optional.of(source.span()) : Optional.empty();
    return new StatementRef(
        type,
        policy.name(),
        policy.versionId(),
        source.pointer(),
        source.number(),
        source.sid(),
        span);
  }
}
