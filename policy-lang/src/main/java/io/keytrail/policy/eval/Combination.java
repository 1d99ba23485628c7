package io.keytrail.policy.eval;

import java.util.EnumSet;
import java.util.Set;

/// Joins what the kinds of policy said: any deny denies; every ceiling must allow; then the
/// resource's own policy, a grant, or the caller's policies must allow, according to how the
/// resource is guarded.
final class Combination {
  /// The kinds of which some can be passed over by the others; see [#allowedWithout].
  private static final PolicyType[] CORE = {
    PolicyType.PERMISSIONS_BOUNDARY, PolicyType.SESSION, PolicyType.IDENTITY, PolicyType.RESOURCE
  };

  private final Evaluation said;

  Combination(Evaluation said) {
    this.said = said;
  }

  boolean explicitlyDenied() {
    return !ceilingDenials().isEmpty() || !coreDenials().isEmpty();
  }

  boolean allowed() {
    return !explicitlyDenied()
        && failingCeilings().isEmpty()
        && allowedWithout(EnumSet.noneOf(PolicyType.class));
  }

  /// The kinds that turned down a request the others would have allowed.
  Set<PolicyType> blockedBy() {
    Set<PolicyType> blocking = ceilingDenials();
    blocking.addAll(failingCeilings());
    Set<PolicyType> denied = coreDenials();
    Set<PolicyType> smallest = null;
    for (int mask = 0; mask < 1 << CORE.length; mask++) {
      Set<PolicyType> passedOver = subset(mask);
      if (passedOver.containsAll(denied)
          && (smallest == null || passedOver.size() < smallest.size())
          && allowedWithout(passedOver)) {
        smallest = passedOver;
      }
    }
    if (smallest == null) {
      return Set.of();
    }
    blocking.addAll(smallest);
    return blocking;
  }

  /// Whether the core allows if some kinds are taken to have no objection. These do not count as
  /// allowing either: somebody else must.
  boolean allowedWithout(Set<PolicyType> passedOver) {
    if (!said.grants.isEmpty()) {
      return true;
    }
    boolean identitySide = passedOver.contains(PolicyType.IDENTITY);
    boolean resourceSide = passedOver.contains(PolicyType.RESOURCE);
    if (identitySide && resourceSide) {
      return false;
    }
    boolean limits =
        (passedOver.contains(PolicyType.PERMISSIONS_BOUNDARY) || boundaryAllows())
            && (passedOver.contains(PolicyType.SESSION) || sessionAllows());
    boolean identity = limits && (identitySide || identityAllows());
    boolean resource = resourceSide || resourceNames();
    if (said.scope.crossAccount()) {
      return identity && resource;
    }
    if (!resourceSide && (direct() || (limits && byRole()))) {
      return true;
    }
    if (said.guard.delegates() || identitySide) {
      // Passing over identity policies must leave something that names the caller.
      return identity && resource;
    }
    return identity;
  }

  /// Kinds above the core that do not allow, or deny.
  Set<PolicyType> failingCeilings() {
    Set<PolicyType> failing = EnumSet.noneOf(PolicyType.class);
    if (!said.serviceControlAllows) {
      failing.add(PolicyType.SERVICE_CONTROL);
    }
    if (!said.resourceControlAllows) {
      failing.add(PolicyType.RESOURCE_CONTROL);
    }
    if (!said.policies.vpcEndpoint().isEmpty() && !said.vpcEndpoint.allowed()) {
      failing.add(PolicyType.VPC_ENDPOINT);
    }
    return failing;
  }

  boolean identityAllows() {
    return !said.scope.byGrantOnly() && (said.scope.root() || said.identity.allowed());
  }

  boolean boundaryAllows() {
    return !Evaluation.hasBoundary(said.policies) || said.boundary.allowed();
  }

  boolean sessionAllows() {
    return !Evaluation.hasSession(said.policies) || said.session.allowed();
  }

  /// Whether the resource's side names the caller in an allow, at least by account.
  private boolean resourceNames() {
    return (!said.scope.byGrantOnly() && said.resource.allowed())
        || !said.delegatingGrants.isEmpty();
  }

  boolean direct() {
    return !said.scope.byGrantOnly() && said.resource.allowedAt(Level.DIRECT);
  }

  boolean byRole() {
    return !said.scope.byGrantOnly() && said.resource.allowedAt(Level.ROLE);
  }

  private Set<PolicyType> ceilingDenials() {
    Set<PolicyType> denials = EnumSet.noneOf(PolicyType.class);
    add(denials, PolicyType.SERVICE_CONTROL, said.serviceControl);
    add(denials, PolicyType.RESOURCE_CONTROL, said.resourceControl);
    add(denials, PolicyType.VPC_ENDPOINT, said.vpcEndpoint);
    return denials;
  }

  private Set<PolicyType> coreDenials() {
    Set<PolicyType> denials = EnumSet.noneOf(PolicyType.class);
    add(denials, PolicyType.PERMISSIONS_BOUNDARY, said.boundary);
    add(denials, PolicyType.SESSION, said.session);
    add(denials, PolicyType.IDENTITY, said.identity);
    add(denials, PolicyType.RESOURCE, said.resource);
    return denials;
  }

  private static void add(Set<PolicyType> denials, PolicyType type, Tally tally) {
    if (tally.denied()) {
      denials.add(type);
    }
  }

  private static Set<PolicyType> subset(int mask) {
    Set<PolicyType> subset = EnumSet.noneOf(PolicyType.class);
    for (int i = 0; i < CORE.length; i++) {
      if ((mask & 1 << i) != 0) {
        subset.add(CORE[i]);
      }
    }
    return subset;
  }
}
