package io.keytrail.policy.ast;

/// What a statement does to a request it matches.
public enum Effect {
  ALLOW,
  DENY
}
