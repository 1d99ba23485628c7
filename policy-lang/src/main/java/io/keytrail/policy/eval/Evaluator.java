package io.keytrail.policy.eval;

/// Decides requests. Any thread, any number of decisions at once: each thread has its [Judge].
public final class Evaluator {
  private final ThreadLocal<Judge> judges = ThreadLocal.withInitial(Judge::new);

  /// The decision, whether or not [AccessRequests#derive] was asked before.
  public Decision decide(AccessRequest request, PolicySet policies) {
    return decide(RequestView.of(request), policies);
  }

  /// The same for a request that was prepared before, to be decided under many policy sets.
  public Decision decide(RequestView request, PolicySet policies) {
    Judge judge = judges.get();
    judge.verdict(request, policies);
    Decision decision = judge.decision();
    judge.forget();
    return decision;
  }
}
