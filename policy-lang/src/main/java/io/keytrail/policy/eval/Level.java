package io.keytrail.policy.eval;

/// How a statement names the caller; decides what else must allow. In rising order of strength.
public enum Level {
  /// Not at all.
  NONE,
  /// By account: delegates to the account's own policies.
  ACCOUNT,
  /// By role: boundary and session policy still limit the session.
  ROLE,
  /// Itself, or everyone: nothing else is needed in the same account.
  DIRECT
}
