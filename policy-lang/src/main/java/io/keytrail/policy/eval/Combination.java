package io.keytrail.policy.eval;

import java.util.EnumSet;
import java.util.Set;

/// Joins what the kinds of policy said: any deny denies; every ceiling must allow; then the
/// resource's own policy, a grant, or the caller's policies must allow, according to how the
/// resource is guarded.
final class Combination {
  /// The kinds of which some can be passed over by the others; see [#coreAllows].
  private static final PolicyType[] CORE = {
    PolicyType.PERMISSIONS_BOUNDARY, PolicyType.SESSION, PolicyType.IDENTITY, PolicyType.RESOURCE
  };

  private final Evaluation said;

  Combination(Evaluation said) {
    this.said = said;
  }

  boolean explicitlyDenied() {
    return said.serviceControl.denied()
        || said.resourceControl.denied()
        || said.vpcEndpoint.denied()
        || coreDenials() != 0;
  }

  boolean allowed() {
    return !explicitlyDenied() && ceilingsAllow() && coreAllows(0);
  }

  /// Whether one side, taken by itself, lets the request pass.
  boolean lets(Side side) {
    return switch (side) {
      case RESOURCE ->
          (said.resource.allowed() && !said.resource.denied()) || !said.delegatingGrants.isEmpty();
      case IDENTITY -> identityAllows() && !said.identity.denied();
      case LIMITS -> withinLimits();
    };
  }

  /// The kinds that turned down a request the others would have allowed.
  Set<PolicyType> blockedBy() {
    int denied = coreDenials();
    int smallest = -1;
    for (int choice = 0; choice < 1 << CORE.length; choice++) {
      int passedOver = mask(choice);
      if ((denied & ~passedOver) == 0
          && (smallest < 0 || Integer.bitCount(passedOver) < Integer.bitCount(smallest))
          && coreAllows(passedOver)) {
        smallest = passedOver;
      }
    }
    if (smallest < 0) {
      return Set.of();
    }
    Set<PolicyType> blocking = EnumSet.noneOf(PolicyType.class);
    for (PolicyType type : PolicyType.all()) {
      if ((smallest & type.bit()) != 0 || ceilingBlocks(type)) {
        blocking.add(type);
      }
    }
    return blocking;
  }

  /// Whether the core allows if some kinds are taken to have no objection. These do not count as
  /// allowing either: somebody else must.
  ///
  /// @param passedOver bits of the kinds
  private boolean coreAllows(int passedOver) {
    boolean limits =
        (has(passedOver, PolicyType.PERMISSIONS_BOUNDARY) || boundaryAllows())
            && (has(passedOver, PolicyType.SESSION) || sessionAllows());
    if (!said.grants.isEmpty() || (limits && !said.roleGrants.isEmpty())) {
      return true;
    }
    boolean identitySide = has(passedOver, PolicyType.IDENTITY);
    boolean resourceSide = has(passedOver, PolicyType.RESOURCE);
    if (identitySide && resourceSide) {
      return false;
    }
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

  private boolean ceilingsAllow() {
    return said.serviceControlAllows && said.resourceControlAllows && endpointAllows();
  }

  private boolean endpointAllows() {
    return said.policies.vpcEndpoint().isEmpty() || said.vpcEndpoint.allowed();
  }

  /// Whether a kind above the core denies or does not allow.
  private boolean ceilingBlocks(PolicyType type) {
    return switch (type) {
      case SERVICE_CONTROL -> !said.serviceControlAllows || said.serviceControl.denied();
      case RESOURCE_CONTROL -> !said.resourceControlAllows || said.resourceControl.denied();
      case VPC_ENDPOINT -> !endpointAllows() || said.vpcEndpoint.denied();
      case PERMISSIONS_BOUNDARY, SESSION, IDENTITY, RESOURCE -> false;
    };
  }

  boolean identityAllows() {
    return !said.scope.byGrantOnly() && (said.scope.root() || said.identity.allowed());
  }

  boolean boundaryAllows() {
    return !said.hasBoundary() || said.boundary.allowed();
  }

  /// Whether boundary and session policy let pass what others allow.
  boolean withinLimits() {
    return boundaryAllows() && sessionAllows();
  }

  boolean sessionAllows() {
    return said.hasSession() ? said.session.allowed() : !said.scope.federatedUser();
  }

  /// Whether the resource's side names the caller in an allow, at least by account.
  private boolean resourceNames() {
    return (!said.scope.byGrantOnly() && said.resource.allowed())
        || !said.delegatingGrants.isEmpty();
  }

  private boolean direct() {
    return !said.scope.byGrantOnly() && said.resource.allowedAt(Level.DIRECT);
  }

  private boolean byRole() {
    return !said.scope.byGrantOnly() && said.resource.allowedAt(Level.ROLE);
  }

  private int coreDenials() {
    int denials = 0;
    for (PolicyType type : CORE) {
      denials |= said.tally(type).denied() ? type.bit() : 0;
    }
    return denials;
  }

  private static boolean has(int mask, PolicyType type) {
    return (mask & type.bit()) != 0;
  }

  private static int mask(int choice) {
    int mask = 0;
    for (int i = 0; i < CORE.length; i++) {
      mask |= (choice & 1 << i) != 0 ? CORE[i].bit() : 0;
    }
    return mask;
  }
}
