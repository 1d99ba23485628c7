package io.keytrail.policy.script;

import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.Decision.Verdict;
import io.keytrail.policy.eval.PolicySet;
import java.util.Optional;

/// One expectation line with everything it is about.
///
/// @param by deciders as words (`resource:2 grant:g1 rule:ROOT_USER`), if stated; likewise the
///     others
/// @param near of the near misses, best first
/// @param condition under which the request is allowed
record Expectation(
    String file,
    int line,
    String text,
    AccessRequest request,
    PolicySet policies,
    Verdict verdict,
    Optional<String> by,
    Optional<String> blocked,
    Optional<String> missing,
    Optional<String> notes,
    Optional<String> near,
    Optional<String> condition) {}
