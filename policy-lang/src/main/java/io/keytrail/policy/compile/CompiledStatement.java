package io.keytrail.policy.compile;

import io.keytrail.policy.ast.Effect;
import io.keytrail.policy.ast.Statement;
import java.util.Optional;

/// One statement, ready to be matched.
///
/// @param principal absent where the kind of policy has none
/// @param resource absent in trust policies
public record CompiledStatement(
    Statement source,
    ActionSet action,
    Optional<PrincipalSet> principal,
    Optional<ResourceSet> resource,
    CompiledCondition condition) {

  public boolean allows() {
    return source.effect() == Effect.ALLOW;
  }
}
