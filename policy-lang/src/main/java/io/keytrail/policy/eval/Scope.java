package io.keytrail.policy.eval;

/// Which kinds of policy concern the request at all.
///
/// @param identity the caller has an account, and so policies of his own
/// @param serviceControl not services, strangers and service-linked roles
/// @param resourceControl not service-linked roles, not `kms:RetireGrant`
/// @param crossAccount the caller has an account and it is not the resource's
/// @param root the caller is an account's root user, who may do everything in it that nobody denies
/// @param byGrantOnly `kms:RetireGrant`: allows in policies have no effect
record Scope(
    boolean identity,
    boolean serviceControl,
    boolean resourceControl,
    boolean crossAccount,
    boolean root,
    boolean byGrantOnly) {
  private static final String RETIRE_GRANT = "kms:retiregrant";
  private static final String LINKED_ROLE_PATH = "/aws-service-role/";

  static Scope of(RequestView request, Guard guard) {
    Principal caller = request.principal();
    boolean retire = request.foldedAction().equals(RETIRE_GRANT);
    boolean linked =
        caller instanceof Principal.RoleSession session
            && session.rolePath().startsWith(LINKED_ROLE_PATH);
    return new Scope(
        caller.account().isPresent(),
        caller.account().isPresent() && !linked,
        !linked && !retire,
        crossAccount(request, guard),
        caller instanceof Principal.Root,
        retire);
  }

  private static boolean crossAccount(RequestView request, Guard guard) {
    if (guard == Guard.NONE && request.onStar()) {
      return false;
    }
    String owner = request.request().resourceAccount();
    return request.principal().account().map(own -> !own.equals(owner)).orElse(false);
  }
}
