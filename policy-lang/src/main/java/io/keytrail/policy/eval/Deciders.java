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
  private final List<Decider> deciders = new ArrayList<>();

  private Deciders(Evaluation said, Combination combination) {
    this.said = said;
    this.combination = combination;
  }

  static List<Decider> ofDenial(Evaluation said) {
    var deciders = new Deciders(said, new Combination(said));
    deciders.add(PolicyType.SERVICE_CONTROL, said.serviceControl.denies());
    deciders.add(PolicyType.RESOURCE_CONTROL, said.resourceControl.denies());
    deciders.add(PolicyType.VPC_ENDPOINT, said.vpcEndpoint.denies());
    deciders.add(PolicyType.PERMISSIONS_BOUNDARY, said.boundary.denies());
    deciders.add(PolicyType.SESSION, said.session.denies());
    deciders.add(PolicyType.IDENTITY, said.identity.denies());
    deciders.add(PolicyType.RESOURCE, said.resource.denies());
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
    boolean limits = combination.boundaryAllows() && combination.sessionAllows();
    if (oneSide && !said.guard.delegates() && limits) {
      identity();
    }
    if (oneSide && !said.scope.byGrantOnly()) {
      for (Match match : said.resource.allows()) {
        if (match.level() == Level.DIRECT || (match.level() == Level.ROLE && limits)) {
          deciders.add(match.ref(PolicyType.RESOURCE));
        }
      }
    }
    said.grants.forEach(grant -> deciders.add(new Decider.GrantRef(grant.grantId())));
  }

  private void together() {
    identity();
    if (!said.scope.byGrantOnly()) {
      add(PolicyType.RESOURCE, said.resource.allows());
    }
    said.delegatingGrants.forEach(grant -> deciders.add(new Decider.GrantRef(grant.grantId())));
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

  private void add(PolicyType type, List<Match> matches) {
    matches.forEach(match -> deciders.add(match.ref(type)));
  }
}
