package io.keytrail.policy.eval;

import io.keytrail.policy.eval.Decision.Decider;
import io.keytrail.policy.eval.Decision.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Decides requests. Stateless: any thread, any number of decisions at once.
///
/// Never throws at a request or a policy, and always ends: a decision that would take more than
/// about ten milliseconds of pattern matching is a denial by the rule `EVALUATION_LIMIT`.
public final class Evaluator {
  static final Decision NOTHING_ASKED =
      new Decision(
          Verdict.IMPLICIT_DENY, Set.of(), List.of(), List.of(), List.of(), Optional.empty());

  private static final String CALLER_IDENTITY = "sts:getcalleridentity";
  private static final Set<String> ALIAS_CHANGES =
      Set.of("kms:createalias", "kms:updatealias", "kms:deletealias");

  /// The decision, whether or not [AccessRequests#derive] was asked before.
  public Decision decide(AccessRequest request, PolicySet policies) {
    return decide(RequestView.of(request), policies);
  }

  /// The same for a request that was prepared before, to be decided under many policy sets.
  public Decision decide(RequestView request, PolicySet policies) {
    if (request.foldedAction().equals(CALLER_IDENTITY)) {
      return byRule(Verdict.ALLOWED, Deciders.CALLER_IDENTITY);
    }
    var evaluation = new Evaluation(request, policies);
    evaluation.walk();
    return answer(evaluation);
  }

  private static Decision answer(Evaluation said) {
    var combination = new Combination(said);
    if (said.scratch.exhausted()) {
      return byRule(Verdict.IMPLICIT_DENY, Deciders.LIMIT);
    }
    if (combination.explicitlyDenied()) {
      return decision(
          said, Verdict.EXPLICIT_DENY, combination.blockedBy(), Deciders.ofDenial(said));
    }
    if (changesAwsAlias(said.request)) {
      return decision(
          said, Verdict.IMPLICIT_DENY, Set.of(), List.of(new Decider.RuleRef(Deciders.AWS_ALIAS)));
    }
    if (combination.allowed()) {
      noteGrants(said, combination);
      return decision(said, Verdict.ALLOWED, Set.of(), Deciders.ofAllowance(said, combination));
    }
    return decision(said, Verdict.IMPLICIT_DENY, combination.blockedBy(), List.of());
  }

  private static boolean changesAwsAlias(RequestView request) {
    return request.awsAlias() && ALIAS_CHANGES.contains(request.foldedAction());
  }

  private static void noteGrants(Evaluation said, Combination combination) {
    if (said.scope.byGrantOnly()) {
      said.scratch.met(Ambiguity.RETIRE_GRANT);
    }
    if (said.grants.isEmpty()) {
      return;
    }
    if (!combination.boundaryAllows() || !combination.sessionAllows()) {
      said.scratch.met(Ambiguity.GRANT_AND_LIMITS);
    }
    if (said.scope.crossAccount() && !combination.identityAllows()) {
      said.scratch.met(Ambiguity.GRANT_ACROSS_ACCOUNTS);
    }
  }

  private static Decision byRule(Verdict verdict, String rule) {
    return new Decision(
        verdict,
        Set.of(),
        List.of(new Decider.RuleRef(rule)),
        List.of(),
        List.of(),
        Optional.empty());
  }

  private static Decision decision(
      Evaluation said, Verdict verdict, Set<PolicyType> blockedBy, List<Decider> decidedBy) {
    return new Decision(
        verdict,
        blockedBy,
        decidedBy,
        said.scratch.missingKeys(),
        said.scratch.notes(),
        Optional.empty());
  }
}
