package io.keytrail.policy.explain;

import io.keytrail.policy.eval.Decision;

/// A decision with its reasons.
///
/// @param summary one sentence
public record Explained(Decision decision, String summary, Explanation explanation) {}
