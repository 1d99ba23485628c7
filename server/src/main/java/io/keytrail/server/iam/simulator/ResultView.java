package io.keytrail.server.iam.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The answer about one action, over all its resources, as the API shows it.
///
/// @param evalResourceName the only resource, or `*`
/// @param evalDecision the most restrictive of the resources'
/// @param evalDecisionDetails by kind of policy, across accounts; empty in one account; absent
///     where no resource is named
/// @param resourceSpecificResults absent where no resource is named
record ResultView(
    String evalActionName,
    String evalResourceName,
    String evalDecision,
    List<StatementView> matchedStatements,
    List<String> missingContextValues,
    Optional<OrganizationsView> organizationsDecisionDetail,
    Optional<BoundaryView> permissionsBoundaryDecisionDetail,
    Optional<Map<String, String>> evalDecisionDetails,
    Optional<List<ResourceResultView>> resourceSpecificResults) {}
