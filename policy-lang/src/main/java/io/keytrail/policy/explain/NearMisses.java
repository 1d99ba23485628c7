package io.keytrail.policy.explain;

import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.compile.CompiledStatement;
import io.keytrail.policy.eval.Decision.Decider;
import io.keytrail.policy.eval.Decision.Verdict;
import io.keytrail.policy.eval.Grant;
import io.keytrail.policy.eval.Inspection;
import io.keytrail.policy.eval.Judge;
import io.keytrail.policy.eval.PolicySet;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.policy.eval.PolicyType;
import io.keytrail.policy.eval.RequestView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Finds the statements and grants that come nearest to allowing a request, and what would make
/// them allow it. Every change is tried before it is told. Confined to one thread.
final class NearMisses {
  private static final int MOST_TOLD = 5;
  private static final int MOST_TRIED = 12;
  private static final int MOST_LOOKED_AT = 1_000;
  private static final int MOST_FAILURES = 3;
  private static final int MANY_GRANTS = 100;

  private final Judge judge = new Judge();

  /// Something that might be made to allow.
  private sealed interface Candidate {
    int failures();

    record OfStatement(
        int failures, PolicyType type, CompiledPolicy policy, CompiledStatement statement)
        implements Candidate {}

    record OfGrant(int failures, Grant grant) implements Candidate {}
  }

  /// Fewest failures first, then in policy order, grants last.
  List<NearMiss> of(Inspection inspection, PolicySet policies) {
    List<Candidate> candidates = candidates(inspection);
    candidates.sort(Comparator.comparingInt(Candidate::failures));
    PolicySet given = fewerGrants(inspection, policies);
    List<NearMiss> found = new ArrayList<>();
    int tried = 0;
    for (Candidate candidate : candidates) {
      if (found.size() == MOST_TOLD || tried++ == MOST_TRIED) {
        break;
      }
      tried(candidate, inspection, given).ifPresent(found::add);
    }
    judge.forget();
    return found;
  }

  private static List<Candidate> candidates(Inspection inspection) {
    Candidates candidates = new Candidates();
    for (PolicyType type : PolicyType.values()) {
      if (!inspection.concerns(type)) {
        continue;
      }
      for (CompiledPolicy policy : inspection.policies(type)) {
        for (CompiledStatement statement : policy.statements()) {
          if (statement.allows() && candidates.wanted()) {
            int failures = StatementTrial.failures(inspection, type, statement);
            candidates.add(new Candidate.OfStatement(failures, type, policy, statement));
          }
        }
      }
    }
    for (Grant grant : inspection.grants()) {
      if (!candidates.wanted()) {
        break;
      }
      int failures = GrantTrial.failures(inspection.grant(grant));
      candidates.add(new Candidate.OfGrant(failures, grant));
    }
    return candidates.found;
  }

  /// Those that fail by few things, of the first that are looked at.
  private static final class Candidates {
    private final List<Candidate> found = new ArrayList<>();
    private int lookedAt;
    private int nearest;

    /// Whether to look at one more: as many as are tried may be as near as can be already.
    boolean wanted() {
      return nearest < MOST_TRIED && ++lookedAt <= MOST_LOOKED_AT;
    }

    void add(Candidate candidate) {
      if (candidate.failures() > 0 && candidate.failures() <= MOST_FAILURES) {
        found.add(candidate);
        nearest += candidate.failures() == 1 ? 1 : 0;
      }
    }
  }

  private Optional<NearMiss> tried(Candidate candidate, Inspection inspection, PolicySet policies) {
    return switch (candidate) {
      case Candidate.OfStatement(_, PolicyType type, var policy, var statement) -> {
        var trial = new StatementTrial(inspection, type, policy, statement);
        yield trial.fit()
                && allowed(inspection, trial.draft(), policies.with(type, policy, trial.changed()))
            ? Optional.of(miss(inspection.ref(type, policy, statement), trial.draft()))
            : Optional.empty();
      }
      case Candidate.OfGrant(_, Grant grant) -> {
        var trial = new GrantTrial(inspection, grant);
        yield trial.fit()
                && allowed(inspection, trial.draft(), with(policies, grant, trial.changed()))
            ? Optional.of(miss(new Decider.GrantRef(grant.grantId()), trial.draft()))
            : Optional.empty();
      }
    };
  }

  private static NearMiss miss(Decider ref, Draft draft) {
    return new NearMiss(ref, draft.failed(), draft.change());
  }

  private boolean allowed(Inspection inspection, Draft draft, PolicySet policies) {
    RequestView asked =
        draft.changesRequest() ? RequestView.of(draft.changed()) : inspection.request();
    return judge.verdict(asked, policies) == Verdict.ALLOWED;
  }

  private static PolicySet with(PolicySet policies, Grant one, Grant other) {
    if (!(policies.resource() instanceof ResourceGuard.Key(var policy, var grants))) {
      return policies;
    }
    List<Grant> changed = new ArrayList<>(grants);
    changed.remove(one);
    changed.add(other);
    return policies.guardedBy(new ResourceGuard.Key(policy, changed));
  }

  /// Of many grants only those that took part: a grant can only allow, so what is allowed with
  /// fewer is allowed with all.
  private static PolicySet fewerGrants(Inspection inspection, PolicySet policies) {
    return policies.resource() instanceof ResourceGuard.Key(var policy, var grants)
            && grants.size() > MANY_GRANTS
        ? policies.guardedBy(new ResourceGuard.Key(policy, List.copyOf(inspection.sayingGrants())))
        : policies;
  }
}
