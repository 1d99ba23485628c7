package io.keytrail.server.iam.simulator;

import io.keytrail.policy.eval.Decision;
import io.keytrail.policy.eval.Decision.Decider.StatementRef;
import io.keytrail.policy.eval.Decision.Verdict;
import io.keytrail.policy.eval.Inspection;
import io.keytrail.policy.eval.PolicyType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One decision in the simulator's words.
///
/// @param verdict never [Verdict#DEPENDS_ON]: a simulation leaves nothing open
/// @param organizations whether service control policies let it pass, if there are any
/// @param boundary whether the permissions boundary does, if there is one
/// @param details what each kind of policy came to, across accounts; absent where service control
///     policies end the evaluation
record Answer(
    String resource,
    Verdict verdict,
    List<StatementView> statements,
    List<String> missing,
    Optional<Boolean> organizations,
    Optional<Boolean> boundary,
    Optional<Map<String, String>> details) {

  /// @param statements that settled it, as far as AWS shows them
  /// @param crossAccount whether the resource is of another account than the caller
  static Answer of(Inspection inspection, List<StatementView> statements, boolean crossAccount) {
    Decision decision = inspection.decision();
    Optional<Boolean> organizations = passes(inspection, PolicyType.SERVICE_CONTROL);
    boolean ended = organizations.filter(passed -> !passed).isPresent();
    return new Answer(
        inspection.request().resource(),
        decision.verdict(),
        statements,
        decision.missingContext(),
        organizations,
        passes(inspection, PolicyType.PERMISSIONS_BOUNDARY),
        crossAccount && !ended ? Optional.of(details(inspection)) : Optional.empty());
  }

  private static Optional<Boolean> passes(Inspection inspection, PolicyType type) {
    return inspection.concerns(type) ? Optional.of(inspection.passes(type)) : Optional.empty();
  }

  private static Map<String, String> details(Inspection inspection) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put(SourcePolicy.OF_IAM, said(inspection, PolicyType.IDENTITY));
    details.put(SourcePolicy.OF_RESOURCE, said(inspection, PolicyType.RESOURCE));
    if (inspection.concerns(PolicyType.PERMISSIONS_BOUNDARY)) {
      details.put(SourcePolicy.OF_BOUNDARY, said(inspection, PolicyType.PERMISSIONS_BOUNDARY));
    }
    return details;
  }

  private static String said(Inspection inspection, PolicyType type) {
    if (inspection.passes(type)) {
      return Verdict.ALLOWED.wireName();
    }
    boolean denies =
        inspection.decision().verdict() == Verdict.EXPLICIT_DENY
            && inspection.decision().decidedBy().stream()
                .anyMatch(by -> by instanceof StatementRef statement && statement.type() == type);
    return (denies ? Verdict.EXPLICIT_DENY : Verdict.IMPLICIT_DENY).wireName();
  }

  ResourceResultView view() {
    return new ResourceResultView(
        resource,
        verdict.wireName(),
        statements,
        missing,
        details,
        boundary.map(BoundaryView::new));
  }
}
