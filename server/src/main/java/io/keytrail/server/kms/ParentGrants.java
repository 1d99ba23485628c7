package io.keytrail.server.kms;

import io.keytrail.policy.eval.Decision.Decider;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Evaluated;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Grants by which a caller creates a grant.
final class ParentGrants {
  private ParentGrants() {}

  /// The grants that the new one may rest on: each allowed the call, holds all its operations and is no stricter.
  /// Empty if a policy allowed the call, whatever grants did besides.
  ///
  /// @throws io.keytrail.server.invoke.ApiException if only grants allowed it and none covers the new one
  static Optional<List<KmsGrant>> of(
      Authorization authorization, KeyTarget target, KmsGrant.Terms child) {
    Set<String> deciding = new HashSet<>();
    for (Evaluated check : authorization.evaluated()) {
      for (Decider decider : check.decision().decidedBy()) {
        switch (decider) {
          case Decider.GrantRef grant -> deciding.add(grant.grantId());
          case Decider.StatementRef _, Decider.RuleRef _ -> {
            return Optional.empty();
          }
        }
      }
    }
    if (deciding.isEmpty()) {
      return Optional.empty();
    }
    List<KmsGrant> parents = new ArrayList<>();
    for (KmsGrant grant : target.grants()) {
      if (deciding.contains(grant.id()) && covers(grant.terms(), child)) {
        parents.add(grant);
      }
    }
    if (parents.isEmpty()) {
      throw KmsErrors.accessDenied(
          "The grant that allows kms:CreateGrant on "
              + target.arn()
              + " does not allow a grant of these operations and constraints");
    }
    return Optional.of(parents);
  }

  private static boolean covers(KmsGrant.Terms parent, KmsGrant.Terms child) {
    return parent.operations().containsAll(child.operations())
        && GrantConstraints.atLeastAsStrict(child.constraint(), parent.constraint())
        && (parent.sourceArn().isEmpty() || parent.sourceArn().equals(child.sourceArn()));
  }

  /// One of the parents must still be live; fails with [Outcome.StaleTarget] if none is. The key is locked.
  static Future<Void> requireLive(KmsChanges store, Tx tx, Optional<List<KmsGrant>> parents) {
    return parents
        .map(grants -> requireLive(store, tx, grants, 0))
        .orElseGet(Future::succeededFuture);
  }

  private static Future<Void> requireLive(
      KmsChanges store, Tx tx, List<KmsGrant> grants, int at) {
    if (at == grants.size()) {
      return Future.failedFuture(new Outcome.StaleTarget("the grant that allowed it has ended"));
    }
    return store
        .currentGrant(tx, grants.get(at).id())
        .compose(
            current ->
                current.filter(KmsGrant::live).isPresent()
                    ? Future.succeededFuture()
                    : requireLive(store, tx, grants, at + 1));
  }
}
