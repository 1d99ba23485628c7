package io.keytrail.policy.eval;

import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.compile.CompiledStatement;
import io.keytrail.policy.condition.BoundCondition;
import io.keytrail.policy.condition.Conditions;
import io.keytrail.policy.eval.Decision.Decider;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What a decision comes down to where context keys are not known: a condition in those keys that
/// is true exactly where the request is allowed. [Combination] says the same of a request without
/// unknowns.
final class Residual {
  private final Evaluation said;
  private final SymbolicTests tests;
  private final SymbolicGrants grants;
  private final List<Decider> dependsOn = new ArrayList<>();
  private final List<BoundCondition> noDenials = new ArrayList<>();

  /// When some statement of a kind allows, by how it names the caller.
  private final Map<Level, List<BoundCondition>> resourceAllows = new EnumMap<>(Level.class);

  private Residual(Evaluation said) {
    this.said = said;
    this.tests = new SymbolicTests(said.matchers);
    this.grants = new SymbolicGrants(said.matchers);
  }

  /// The condition, and the statements and grants that it comes from.
  record Answer(BoundCondition allowedIf, List<Decider> dependsOn) {}

  /// @param said begun with the request
  static Answer of(Evaluation said) {
    var residual = new Residual(said);
    BoundCondition ceilings = residual.ceilings();
    BoundCondition core = residual.core();
    BoundCondition allowedIf = Conditions.and(core, ceilings, Conditions.and(residual.noDenials));
    return new Answer(allowedIf, residual.dependsOn);
  }

  private BoundCondition ceilings() {
    List<BoundCondition> all = new ArrayList<>();
    if (said.scope.serviceControl()) {
      levels(said.policies.serviceControl(), PolicyType.SERVICE_CONTROL, all);
    }
    if (said.controlsResource()) {
      levels(said.policies.resourceControl(), PolicyType.RESOURCE_CONTROL, all);
    }
    if (!said.policies.vpcEndpoint().isEmpty()) {
      all.add(allows(said.policies.vpcEndpoint(), PolicyType.VPC_ENDPOINT));
    }
    return Conditions.and(all);
  }

  private void levels(
      List<List<CompiledPolicy>> levels, PolicyType type, List<BoundCondition> all) {
    for (List<CompiledPolicy> level : levels) {
      all.add(allows(level, type));
    }
  }

  private BoundCondition core() {
    BoundCondition identity = Conditions.FALSE;
    BoundCondition limits = Conditions.TRUE;
    if (said.scope.identity()) {
      limits = Conditions.and(boundary(), session());
      identity = allows(said.policies.identity(), PolicyType.IDENTITY);
      if (said.scope.root()) {
        identity = Conditions.TRUE;
      }
    }
    if (said.guard != Guard.NONE) {
      for (CompiledPolicy policy : Guard.policies(said.policies.resource())) {
        statements(policy, PolicyType.RESOURCE, resourceAllows);
      }
    }
    if (said.scope.byGrantOnly()) {
      identity = Conditions.FALSE;
      resourceAllows.clear();
    }
    return joined(identity, limits);
  }

  private BoundCondition joined(BoundCondition identity, BoundCondition limits) {
    BoundCondition named =
        Conditions.or(at(Level.DIRECT), at(Level.ROLE), at(Level.ACCOUNT), granted(Level.ACCOUNT));
    BoundCondition granted =
        Conditions.or(granted(Level.DIRECT), Conditions.and(limits, granted(Level.ROLE)));
    if (!granted.equals(Conditions.FALSE) && !limits.equals(Conditions.TRUE)) {
      said.scratch.met(Ambiguity.GRANT_AND_LIMITS);
    }
    if (said.scope.crossAccount()) {
      return Conditions.or(granted, Conditions.and(identity, limits, named));
    }
    BoundCondition delegated = said.guard.delegates() ? named : Conditions.TRUE;
    return Conditions.or(
        granted,
        at(Level.DIRECT),
        Conditions.and(limits, at(Level.ROLE)),
        Conditions.and(identity, limits, delegated));
  }

  private BoundCondition boundary() {
    return said.hasBoundary()
        ? allows(said.policies.permissionsBoundary().get(), PolicyType.PERMISSIONS_BOUNDARY)
        : Conditions.TRUE;
  }

  private BoundCondition session() {
    if (said.hasSession()) {
      return allows(said.policies.session().get(), PolicyType.SESSION);
    }
    return said.scope.federatedUser() ? Conditions.FALSE : Conditions.TRUE;
  }

  private BoundCondition at(Level level) {
    return Conditions.or(resourceAllows.getOrDefault(level, List.of()));
  }

  private BoundCondition allows(List<CompiledPolicy> policies, PolicyType type) {
    Map<Level, List<BoundCondition>> byLevel = new EnumMap<>(Level.class);
    policies.forEach(policy -> statements(policy, type, byLevel));
    return Conditions.or(byLevel.values().stream().flatMap(List::stream).toList());
  }

  private void statements(
      CompiledPolicy policy, PolicyType type, Map<Level, List<BoundCondition>> byLevel) {
    for (CompiledStatement statement : policy.candidates(said.request().actionNumber())) {
      if (!said.matchers.coversAction(statement)) {
        continue;
      }
      Level level = said.matchers.level(statement, type.namesPrincipals());
      if (level == Level.NONE) {
        continue;
      }
      Symbolic holds = tests.statement(statement, said.mode(type));
      if (!holds.constant()) {
        dependsOn.add(Matches.ref(type, policy, statement));
      }
      if (statement.allows()) {
        byLevel.computeIfAbsent(level, _ -> new ArrayList<>()).add(holds.whenTrue());
      } else {
        noDenials.add(holds.whenFalse());
      }
    }
  }

  private BoundCondition granted(Level standing) {
    if (said.guard != Guard.KEY
        || !(said.policies.resource() instanceof ResourceGuard.Key(_, List<Grant> all))) {
      return Conditions.FALSE;
    }
    List<BoundCondition> allowing = new ArrayList<>();
    for (Grant grant : all) {
      if (said.standing(grant) == standing) {
        BoundCondition holds = grants.holds(grant);
        allowing.add(holds);
        if (!holds.equals(Conditions.TRUE) && !holds.equals(Conditions.FALSE)) {
          dependsOn.add(new Decider.GrantRef(grant.grantId()));
        }
      }
    }
    return Conditions.or(allowing);
  }
}
