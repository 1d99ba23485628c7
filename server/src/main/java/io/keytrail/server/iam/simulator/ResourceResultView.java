package io.keytrail.server.iam.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The answer about one action on one resource, as the API shows it.
record ResourceResultView(
    String evalResourceName,
    String evalResourceDecision,
    List<StatementView> matchedStatements,
    List<String> missingContextValues,
    Optional<Map<String, String>> evalDecisionDetails,
    Optional<BoundaryView> permissionsBoundaryDecisionDetail) {}
