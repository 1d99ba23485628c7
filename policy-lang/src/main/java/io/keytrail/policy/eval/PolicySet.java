package io.keytrail.policy.eval;

import io.keytrail.policy.compile.CompiledPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Every policy and grant that takes part in one decision.
///
/// @param permissionsBoundary absent: no boundary
/// @param session absent: no session policy
/// @param resource how the resource is guarded
/// @param serviceControl levels from the organisation's root down; empty: not in an organisation; a
///     level without an allowing statement denies
/// @param resourceControl likewise, of the resource's account
/// @param vpcEndpoint empty: the request came by no endpoint
public record PolicySet(
    List<CompiledPolicy> identity,
    Optional<List<CompiledPolicy>> permissionsBoundary,
    Optional<List<CompiledPolicy>> session,
    ResourceGuard resource,
    List<List<CompiledPolicy>> serviceControl,
    List<List<CompiledPolicy>> resourceControl,
    List<CompiledPolicy> vpcEndpoint) {

  /// No policy of any kind.
  public static final PolicySet NONE =
      new PolicySet(
          List.of(),
          Optional.empty(),
          Optional.empty(),
          new ResourceGuard.None(),
          List.of(),
          List.of(),
          List.of());

  public PolicySet {
    identity = List.copyOf(identity);
    serviceControl = List.copyOf(serviceControl);
    resourceControl = List.copyOf(resourceControl);
    vpcEndpoint = List.copyOf(vpcEndpoint);
  }

  /// The same set with another policy in one's place, wherever it stands among those of its kind;
  /// for trials. As another kind the same document is another policy.
  public PolicySet with(PolicyType type, CompiledPolicy one, CompiledPolicy other) {
    return one == other
        ? this
        : new PolicySet(
            type == PolicyType.IDENTITY ? replaced(identity, one, other) : identity,
            type == PolicyType.PERMISSIONS_BOUNDARY
                ? permissionsBoundary.map(list -> replaced(list, one, other))
                : permissionsBoundary,
            type == PolicyType.SESSION ? session.map(list -> replaced(list, one, other)) : session,
            type == PolicyType.RESOURCE ? replaced(resource, one, other) : resource,
            type == PolicyType.SERVICE_CONTROL
                ? replacedInLevels(serviceControl, one, other)
                : serviceControl,
            type == PolicyType.RESOURCE_CONTROL
                ? replacedInLevels(resourceControl, one, other)
                : resourceControl,
            type == PolicyType.VPC_ENDPOINT ? replaced(vpcEndpoint, one, other) : vpcEndpoint);
  }

  /// The same set with another guard of the resource.
  public PolicySet guardedBy(ResourceGuard guard) {
    return new PolicySet(
        identity,
        permissionsBoundary,
        session,
        guard,
        serviceControl,
        resourceControl,
        vpcEndpoint);
  }

  private static List<CompiledPolicy> replaced(
      List<CompiledPolicy> list, CompiledPolicy one, CompiledPolicy other) {
    if (!list.contains(one)) {
      return list;
    }
    List<CompiledPolicy> changed = new ArrayList<>(list);
    changed.replaceAll(policy -> policy == one ? other : policy);
    return changed;
  }

  private static List<List<CompiledPolicy>> replacedInLevels(
      List<List<CompiledPolicy>> levels, CompiledPolicy one, CompiledPolicy other) {
    return levels.isEmpty()
        ? levels
        : levels.stream().map(level -> replaced(level, one, other)).toList();
  }

  private static ResourceGuard replaced(
      ResourceGuard guard, CompiledPolicy one, CompiledPolicy other) {
    return switch (guard) {
      case ResourceGuard.Key(var policy, var grants) ->
          new ResourceGuard.Key(policy.map(own -> own == one ? other : own), grants);
      case ResourceGuard.Trust(var policy) ->
          policy == one ? new ResourceGuard.Trust(other) : guard;
      case ResourceGuard.Policy(var policy) ->
          policy == one ? new ResourceGuard.Policy(other) : guard;
      case ResourceGuard.None() -> guard;
    };
  }

  /// What guards the resource itself.
  public sealed interface ResourceGuard {

    /// A KMS key: a key policy always (absent means empty, which delegates nothing), and grants.
    /// The grants may be only those that could match the request's grantee; the evaluator checks
    /// every field itself.
    record Key(Optional<CompiledPolicy> policy, List<Grant> grants) implements ResourceGuard {
      public Key {
        grants = List.copyOf(grants);
      }
    }

    /// A role, guarded by its trust policy for `sts:AssumeRole*`.
    record Trust(CompiledPolicy policy) implements ResourceGuard {}

    /// Any other resource with a resource policy: the default rule (either side may allow in one
    /// account).
    record Policy(CompiledPolicy policy) implements ResourceGuard {}

    /// No resource policy: identity policies decide.
    record None() implements ResourceGuard {}
  }
}
