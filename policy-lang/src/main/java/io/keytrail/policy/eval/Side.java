package io.keytrail.policy.eval;

/// What has to allow beside each other, whoever says so.
public enum Side {
  /// The resource's own policy, or a grant that stands for it: names the caller or his account.
  RESOURCE,
  /// The caller's identity policies.
  IDENTITY,
  /// Boundary and session policy, where there are any.
  LIMITS;

  int bit() {
    return 1 << ordinal();
  }
}
