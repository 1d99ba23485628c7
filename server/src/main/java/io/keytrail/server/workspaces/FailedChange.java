package io.keytrail.server.workspaces;

/// `FailedWorkspaceChangeRequest` of the wire.
record FailedChange(String workspaceId, String errorCode, String errorMessage) {}
