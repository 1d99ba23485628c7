package io.keytrail.server.iam.simulator;

/// What the permissions boundary came to.
record BoundaryView(boolean allowedByPermissionsBoundary) {}
