package io.keytrail.server.ebs;

/// A grant of KMS that EBS made, or was about to make, for one volume. It is known by its name, not
/// by its id: the name is chosen and written down before the grant is asked for, so that none is
/// ever forgotten.
///
/// @param instanceId whose infrastructure is the grantee
public record KeyGrant(String keyArn, String name, String instanceId) {}
