package io.keytrail.server.iam;

/// A tag of a user, a role or a session.
public record IamTag(String key, String value) {}
