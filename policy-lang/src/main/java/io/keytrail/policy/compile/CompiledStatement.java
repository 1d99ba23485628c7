package io.keytrail.policy.compile;

import io.keytrail.policy.ast.Effect;
import io.keytrail.policy.ast.Statement;
import java.util.Optional;

/// One statement, ready to be matched.
///
/// @param principal absent where the kind of policy has none
/// @param resource absent in trust policies
/// @param wording of the source
public record CompiledStatement(
    Statement source,
    ActionSet action,
    Optional<PrincipalSet> principal,
    Optional<ResourceSet> resource,
    CompiledCondition condition,
    Wording wording) {

  public boolean allows() {
    return source.effect() == Effect.ALLOW;
  }

  /// The same statement about one more action; only what decides is changed.
  ///
  /// @param number in the catalogue, or -1
  public CompiledStatement alsoAbout(int number, String foldedAction) {
    return new CompiledStatement(
        source, action.with(number, foldedAction), principal, resource, condition, wording);
  }

  /// The same statement for one more principal.
  public CompiledStatement alsoFor(PrincipalPattern pattern) {
    return new CompiledStatement(
        source, action, principal.map(set -> set.with(pattern)), resource, condition, wording);
  }

  /// The same statement about one more resource.
  ///
  /// @param text an ARN that is taken literally, or `*`
  public CompiledStatement alsoOn(String text) {
    return new CompiledStatement(
        source, action, principal, resource.map(set -> set.with(text)), condition, wording);
  }

  /// The same statement under another condition.
  public CompiledStatement under(CompiledCondition other) {
    return new CompiledStatement(source, action, principal, resource, other, wording);
  }
}
