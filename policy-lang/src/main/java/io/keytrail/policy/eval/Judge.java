package io.keytrail.policy.eval;

import io.keytrail.policy.condition.ConditionPrinter;
import io.keytrail.policy.condition.IamNotation;
import io.keytrail.policy.eval.Decision.Decider;
import io.keytrail.policy.eval.Decision.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides one request after the other. [#verdict] allocates nothing; who settled it, and what was
/// missing, [#decision] tells afterwards. Confined to one thread.
///
/// Never throws at a request or a policy, and always ends: a decision that would take more than
/// a few milliseconds of pattern matching is a denial by the rule `EVALUATION_LIMIT`.
public final class Judge {
  private static final String CALLER_IDENTITY = "sts:getcalleridentity";
  private static final Set<String> ALIAS_CHANGES =
      Set.of("kms:createalias", "kms:updatealias", "kms:deletealias");

  private final Evaluation evaluation = new Evaluation();
  private final Combination combination = new Combination(evaluation);
  private Outcome outcome = Outcome.NOTHING_ALLOWS;

  /// Bits of the sides that do not hang on keys that are not known.
  private int certain = -1;

  /// Of [Outcome#DEPENDS].
  private Residual.@Nullable Answer residual;

  /// How the last verdict came about.
  private enum Outcome {
    CALLER_IDENTITY(Verdict.ALLOWED),
    LIMIT(Verdict.IMPLICIT_DENY),
    DENIED(Verdict.EXPLICIT_DENY),
    AWS_ALIAS(Verdict.IMPLICIT_DENY),
    ALLOWED(Verdict.ALLOWED),
    DEPENDS(Verdict.DEPENDS_ON),
    NOTHING_ALLOWS(Verdict.IMPLICIT_DENY);

    private final Verdict verdict;

    Outcome(Verdict verdict) {
      this.verdict = verdict;
    }
  }

  /// The answer, short of reasons. Where the request leaves keys open, it is `allowed` or a denial
  /// only if it is so whatever their values are.
  public Verdict verdict(RequestView request, PolicySet policies) {
    evaluation.begin(request, policies);
    residual = null;
    certain = -1;
    if (request.foldedAction().equals(CALLER_IDENTITY)) {
      outcome = Outcome.CALLER_IDENTITY;
    } else {
      evaluation.walk(Reading.STRICT);
      outcome = outcome();
      if (request.partial() && outcome != Outcome.ALLOWED && outcome != Outcome.LIMIT) {
        certain = sides();
        outcome = whateverTheyAre();
      }
    }
    return outcome.verdict;
  }

  private int sides() {
    int lets = 0;
    for (Side side : Side.values()) {
      lets |= combination.lets(side) ? side.bit() : 0;
    }
    return lets;
  }

  /// Whether a side lets the request pass whatever is not known.
  Truth lets(Side side) {
    return !combination.lets(side)
        ? Truth.FALSE
        : (certain & side.bit()) == 0 ? Truth.UNKNOWN : Truth.TRUE;
  }

  /// After a denial that may rest on a key that is not known.
  private Outcome whateverTheyAre() {
    evaluation.scratch.forgetNotes();
    evaluation.walk(Reading.GENEROUS);
    Outcome best = outcome();
    if (best != Outcome.ALLOWED) {
      return best;
    }
    evaluation.scratch.budget.beginSearch();
    Residual.Answer answer = Residual.of(evaluation);
    if (evaluation.scratch.exhausted()) {
      return Outcome.LIMIT;
    }
    residual = answer;
    return switch (Possibility.of(answer.allowedIf(), evaluation.request())) {
      case SOMETIMES -> Outcome.DEPENDS;
      case ALWAYS -> Outcome.ALLOWED;
      case NEVER -> Outcome.NOTHING_ALLOWS;
    };
  }

  private Outcome outcome() {
    if (evaluation.scratch.exhausted()) {
      return Outcome.LIMIT;
    }
    if (combination.explicitlyDenied()) {
      return Outcome.DENIED;
    }
    if (changesAwsAlias(evaluation.request())) {
      return Outcome.AWS_ALIAS;
    }
    return combination.allowed() ? Outcome.ALLOWED : Outcome.NOTHING_ALLOWS;
  }

  private void noteRequest() {
    RequestView request = evaluation.request();
    if (evaluation.scope.federatedUser() && !evaluation.hasSession()) {
      evaluation.scratch.met(Ambiguity.FEDERATED_WITHOUT_SESSION_POLICY);
    }
    if (request.onPattern()) {
      evaluation.scratch.met(Ambiguity.RESOURCE_PATTERN);
    }
  }

  private static boolean changesAwsAlias(RequestView request) {
    return ALIAS_CHANGES.contains(request.foldedAction()) && request.awsAlias();
  }

  /// The last verdict with everything that is to be said of it.
  public Decision decision() {
    return switch (outcome) {
      case CALLER_IDENTITY -> byRule(Deciders.CALLER_IDENTITY);
      case LIMIT -> byRule(Deciders.LIMIT);
      case DENIED -> decision(combination.blockedBy(), Deciders.ofDenial(evaluation, combination));
      case AWS_ALIAS -> decision(Set.of(), List.of(new Decider.RuleRef(Deciders.AWS_ALIAS)));
      case ALLOWED -> {
        noteRetiring();
        noteGrants();
        yield decision(Set.of(), Deciders.ofAllowance(evaluation, combination));
      }
      case DEPENDS -> depends(Objects.requireNonNull(residual));
      case NOTHING_ALLOWS -> {
        noteGrants();
        yield decision(combination.blockedBy(), List.of());
      }
    };
  }

  private Decision depends(Residual.Answer answer) {
    noteRequest();
    noteRetiring();
    noteGrants();
    return new Decision(
        outcome.verdict,
        Set.of(),
        answer.dependsOn(),
        evaluation.scratch.missingKeys(),
        evaluation.scratch.notes(),
        Optional.of(ConditionPrinter.print(IamNotation.of(answer.allowedIf()))));
  }

  private void noteRetiring() {
    if (evaluation.scope.byGrantOnly()) {
      evaluation.scratch.met(Ambiguity.RETIRE_GRANT);
    }
  }

  private void noteGrants() {
    Scratch scratch = evaluation.scratch;
    boolean limited = !combination.withinLimits();
    boolean role = !evaluation.roleGrants.isEmpty();
    boolean alone = !evaluation.grants.isEmpty();
    if (limited && (alone || role)) {
      scratch.met(Ambiguity.GRANT_AND_LIMITS);
    }
    if ((alone || (role && !limited))
        && evaluation.scope.crossAccount()
        && !combination.identityAllows()) {
      scratch.met(Ambiguity.GRANT_ACROSS_ACCOUNTS);
    }
  }

  private Decision byRule(String rule) {
    return new Decision(
        outcome.verdict,
        Set.of(),
        List.of(new Decider.RuleRef(rule)),
        List.of(),
        List.of(),
        Optional.empty());
  }

  private Decision decision(Set<PolicyType> blockedBy, List<Decider> decidedBy) {
    noteRequest();
    return new Decision(
        outcome.verdict,
        blockedBy,
        decidedBy,
        evaluation.scratch.missingKeys(),
        evaluation.scratch.notes(),
        Optional.empty());
  }

  /// Lets go of the last request and its policies.
  public void forget() {
    evaluation.end();
    residual = null;
    outcome = Outcome.NOTHING_ALLOWS;
  }

  Evaluation evaluation() {
    return evaluation;
  }

  Combination combination() {
    return combination;
  }
}
