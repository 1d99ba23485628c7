package io.keytrail.server.iam.simulator;

/// A statement that settled a simulated request, as the API names it.
record StatementView(
    String sourcePolicyId,
    String sourcePolicyType,
    PositionView startPosition,
    PositionView endPosition) {}
