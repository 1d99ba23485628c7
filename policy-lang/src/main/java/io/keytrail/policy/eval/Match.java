package io.keytrail.policy.eval;

import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.compile.CompiledStatement;
import io.keytrail.policy.condition.Span;
import java.util.Optional;

/// A statement that applies, and how it names the caller.
record Match(CompiledPolicy policy, CompiledStatement statement, Level level) {

  Decision.Decider.StatementRef ref(PolicyType type) {
    return ref(type, policy, statement);
  }

  static Decision.Decider.StatementRef ref(
      PolicyType type, CompiledPolicy policy, CompiledStatement statement) {
    var source = statement.source();
    Optional<Span> span =
        policy.document().positioned() ? Optional.of(source.span()) : Optional.empty();
    return new Decision.Decider.StatementRef(
        type,
        policy.name(),
        policy.versionId(),
        source.pointer(),
        source.number(),
        source.sid(),
        span);
  }
}
