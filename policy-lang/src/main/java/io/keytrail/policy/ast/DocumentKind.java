package io.keytrail.policy.ast;

/// Where a document is going to be attached; decides which elements it must and must not have.
public enum DocumentKind {
  /// Attached to a user, group or role; also boundaries and session policies.
  IDENTITY,
  /// A KMS key policy that is going to be stored.
  KEY,
  /// A key policy that was stored earlier, or is simulated: a resource other than `*` is a warning,
  /// and the statement has no effect. AWS has refused to store such a one since August 2025 only.
  STORED_KEY,
  /// A role's trust policy.
  TRUST,
  /// Any other resource policy.
  RESOURCE,
  SERVICE_CONTROL,
  RESOURCE_CONTROL,
  VPC_ENDPOINT
}
