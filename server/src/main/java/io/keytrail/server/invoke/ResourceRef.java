package io.keytrail.server.invoke;

/// An entry of CloudTrail's `resources`.
///
/// @param type `AWS::KMS::Key`
public record ResourceRef(String accountId, String type, String arn) {}
