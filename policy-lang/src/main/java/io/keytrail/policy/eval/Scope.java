package io.keytrail.policy.eval;

/// Which kinds of policy concern the request at all. Confined to one thread; used again for
/// decision after decision.
final class Scope {
  private static final String RETIRE_GRANT = "kms:retiregrant";
  private static final String LINKED_ROLE_PATH = "/aws-service-role/";

  private boolean identity;
  private boolean serviceControl;
  private boolean resourceControl;
  private boolean crossAccount;
  private boolean root;
  private boolean federatedUser;
  private boolean byGrantOnly;

  void begin(RequestView request, Guard guard) {
    Principal caller = request.principal();
    boolean linked =
        caller instanceof Principal.RoleSession session
            && session.rolePath().startsWith(LINKED_ROLE_PATH);
    identity = caller.account().isPresent();
    byGrantOnly = request.foldedAction().equals(RETIRE_GRANT);
    serviceControl = identity && !linked;
    resourceControl = !linked && !byGrantOnly;
    root = caller instanceof Principal.Root;
    federatedUser = caller instanceof Principal.FederatedUser;
    crossAccount = identity && crossAccount(request, guard);
  }

  private static boolean crossAccount(RequestView request, Guard guard) {
    if (guard == Guard.NONE && request.onStar()) {
      return false;
    }
    return !request.principal().account().get().equals(request.request().resourceAccount());
  }

  /// The caller has an account, and so policies of his own.
  boolean identity() {
    return identity;
  }

  /// Not services, strangers and service-linked roles.
  boolean serviceControl() {
    return serviceControl;
  }

  /// Not service-linked roles, not `kms:RetireGrant`.
  boolean resourceControl() {
    return resourceControl;
  }

  /// The caller has an account and it is not the resource's.
  boolean crossAccount() {
    return crossAccount;
  }

  /// The caller is an account's root user, who may do everything in it that nobody denies.
  boolean root() {
    return root;
  }

  /// The caller is a federated user, whose session policy gives what it does not deny.
  boolean federatedUser() {
    return federatedUser;
  }

  /// `kms:RetireGrant`: allows in policies have no effect.
  boolean byGrantOnly() {
    return byGrantOnly;
  }
}
