package io.keytrail.server.iam.simulator;

import java.util.List;
import java.util.Optional;

/// One page of answers, one for each action.
record SimulationOutput(
    List<ResultView> evaluationResults, boolean isTruncated, Optional<String> marker) {}
