package io.keytrail.server.iam.simulator;

/// What service control policies came to.
record OrganizationsView(boolean allowedByOrganizations) {}
