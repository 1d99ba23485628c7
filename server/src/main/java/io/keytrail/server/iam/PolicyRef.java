package io.keytrail.server.iam;

/// Which version of an inline policy is in force.
public record PolicyRef(String name, String versionId) {}
