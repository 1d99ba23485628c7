package io.keytrail.audit.event;

/// Something a call was about, as CloudTrail's event history lists it.
///
/// @param type such as `AWS::KMS::Key`; empty if it is not known
/// @param name an ARN, an id or a name; never empty
public record EventResource(String type, String name) {}
