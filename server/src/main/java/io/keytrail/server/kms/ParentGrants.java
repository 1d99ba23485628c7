package io.keytrail.server.kms;

import io.keytrail.policy.eval.Decision.Decider;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Authorizer;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Evaluated;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Grants by which a caller creates a grant. Where policies alone would not have let him, the new
/// grant may hold no more than one of them does.
final class ParentGrants {
  private final Authorizer authorizer;

  ParentGrants(Authorizer authorizer) {
    this.authorizer = authorizer;
  }

  /// The grants that the new one may rest on: each took part in allowing the call, holds all the
  /// new one's operations and is no stricter. Empty if policies alone allow the call. Fails with
  /// `AccessDeniedException` if they do not, and no grant covers the new one.
  ///
  /// @param check the one that was allowed
  Future<Optional<List<KmsGrant>>> of(
      Call call, Authorization allowed, Check check, KeyTarget target, KmsGrant.Terms child) {
    Set<String> deciding = deciding(allowed);
    if (deciding.isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    return authorizer
        .authorize(call, List.of(withoutGrants(check)))
        .map(
            byPolicies ->
                byPolicies.allowed()
                    ? Optional.empty()
                    : Optional.of(covering(deciding, target, child)));
  }

  private static Set<String> deciding(Authorization allowed) {
    Set<String> deciding = new HashSet<>();
    for (Evaluated check : allowed.evaluated()) {
      for (Decider decider : check.decision().decidedBy()) {
        switch (decider) {
          case Decider.GrantRef grant -> deciding.add(grant.grantId());
          case Decider.StatementRef _, Decider.RuleRef _ -> {}
        }
      }
    }
    return deciding;
  }

  private static Check withoutGrants(Check check) {
    return switch (check.guard()) {
      case ResourceGuard.Key key ->
          new Check(
              check.action(),
              check.resource(),
              check.resourceAccount(),
              new ResourceGuard.Key(key.policy(), List.of()),
              check.context(),
              check.encryptionContext(),
              check.grantTokens(),
              check.versions());
      case ResourceGuard.Trust _, ResourceGuard.Policy _, ResourceGuard.None _ -> check;
    };
  }

  private static List<KmsGrant> covering(
      Set<String> deciding, KeyTarget target, KmsGrant.Terms child) {
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
    return parents;
  }

  private static boolean covers(KmsGrant.Terms parent, KmsGrant.Terms child) {
    return parent.operations().containsAll(child.operations())
        && GrantConstraints.atLeastAsStrict(child.constraint(), parent.constraint())
        && (parent.sourceArn().isEmpty() || parent.sourceArn().equals(child.sourceArn()));
  }

  /// One of the parents must still be live; fails with [Outcome.StaleTarget] if none is. The key is
  /// locked.
  static Future<Void> requireLive(KmsChanges store, Tx tx, Optional<List<KmsGrant>> parents) {
    return parents
        .map(grants -> requireLive(store, tx, grants, 0))
        .orElseGet(Future::succeededFuture);
  }

  private static Future<Void> requireLive(KmsChanges store, Tx tx, List<KmsGrant> grants, int at) {
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
