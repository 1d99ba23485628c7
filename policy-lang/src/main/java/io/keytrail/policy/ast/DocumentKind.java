package io.keytrail.policy.ast;

/// Where a document is going to be attached; decides which elements it must and must not have.
public enum DocumentKind {
  /// Attached to a user, group or role; also boundaries and session policies.
  IDENTITY,
  /// A KMS key policy.
  KEY,
  /// A role's trust policy.
  TRUST,
  /// Any other resource policy.
  RESOURCE,
  SERVICE_CONTROL,
  RESOURCE_CONTROL,
  VPC_ENDPOINT
}
