package io.keytrail.policy.eval;

import io.keytrail.policy.eval.Decision.Decider;
import java.util.ArrayList;
import java.util.List;

/// Names what settled a decision, in the order of [PolicyType] and of the documents.
final class Deciders {
  static final String ROOT_USER = "ROOT_USER";
  static final String CALLER_IDENTITY = "GET_CALLER_IDENTITY";
  static final String AWS_ALIAS = "AWS_MANAGED_ALIAS";
  static final String LIMIT = "EVALUATION_LIMIT";

  private final Evaluation said;
  private final Combination combination;
  private final List<Decider> deciders = new ArrayList<>(2);

  private Deciders(Evaluation said, Combination combination) {
    this.said = said;
    this.combination = combination;
  }

  static List<Decider> ofDenial(Evaluation said, Combination combination) {
    var deciders = new Deciders(said, combination);
    for (PolicyType type : PolicyType.all()) {
      deciders.add(type, said.tally(type).denies());
    }
    return deciders.deciders;
  }

  /// Every statement or grant that is enough by itself; where the two sides of a delegation or of
  /// two accounts are needed together, both.
  static List<Decider> ofAllowance(Evaluation said, Combination combination) {
    var deciders = new Deciders(said, combination);
    deciders.alone();
    if (deciders.deciders.isEmpty()) {
      deciders.together();
    }
    return deciders.deciders;
  }

  private void alone() {
    boolean oneSide = !said.scope.crossAccount();
    boolean limits = combination.withinLimits();
    if (oneSide && !said.guard.delegates() && limits) {
      identity();
    }
    if (oneSide && !said.scope.byGrantOnly()) {
      Matches allows = said.resource.allows();
      for (int i = 0; i < allows.size(); i++) {
        Level level = allows.level(i);
        if (level == Level.DIRECT || (level == Level.ROLE && limits)) {
          deciders.add(allows.ref(i, PolicyType.RESOURCE));
        }
      }
    }
    addGrants(said.grants);
    if (limits) {
      addGrants(said.roleGrants);
    }
  }

  private void together() {
    identity();
    if (!said.scope.byGrantOnly()) {
      add(PolicyType.RESOURCE, said.resource.allows());
    }
    addGrants(said.delegatingGrants);
  }

  private void identity() {
    if (said.scope.byGrantOnly()) {
      return;
    }
    if (said.scope.root()) {
      deciders.add(new Decider.RuleRef(ROOT_USER));
    }
    add(PolicyType.IDENTITY, said.identity.allows());
  }

  private void addGrants(List<Grant> grants) {
    for (int i = 0; i < grants.size(); i++) {
      deciders.add(new Decider.GrantRef(grants.get(i).grantId()));
    }
  }

  private void add(PolicyType type, Matches matches) {
    for (int i = 0; i < matches.size(); i++) {
      deciders.add(matches.ref(i, type));
    }
  }
}
