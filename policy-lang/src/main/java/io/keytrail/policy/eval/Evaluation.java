package io.keytrail.policy.eval;

import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.compile.CompiledStatement;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import java.util.ArrayList;
import java.util.List;

/// One decision in the making: walks every kind of policy that concerns the request and keeps what
/// it said. Confined to one thread.
final class Evaluation {
  final RequestView request;
  final PolicySet policies;
  final Scratch scratch = new Scratch();
  final Matchers matchers;
  final Guard guard;
  final Scope scope;

  final Tally serviceControl = new Tally();
  final Tally resourceControl = new Tally();
  final Tally vpcEndpoint = new Tally();
  final Tally boundary = new Tally();
  final Tally session = new Tally();
  final Tally identity = new Tally();
  final Tally resource = new Tally();

  /// Grants that are enough by themselves, and grants to the caller's account.
  final List<Grant> grants = new ArrayList<>(0);

  final List<Grant> delegatingGrants = new ArrayList<>(0);

  boolean serviceControlAllows = true;
  boolean resourceControlAllows = true;

  Evaluation(RequestView request, PolicySet policies) {
    this.request = request;
    this.policies = policies;
    this.matchers = new Matchers(request, hasBoundary(policies), scratch);
    this.guard = Guard.of(request, policies.resource(), scratch);
    this.scope = Scope.of(request, guard);
  }

  void walk() {
    if (scope.serviceControl()) {
      serviceControlAllows = levels(policies.serviceControl(), serviceControl, false);
    }
    if (scope.resourceControl()) {
      resourceControlAllows = levels(policies.resourceControl(), resourceControl, true);
    }
    all(policies.vpcEndpoint(), vpcEndpoint, true, ResourceMatcher.Mode.BY_ARN);
    if (scope.identity()) {
      callersOwn();
    }
    if (guard != Guard.NONE) {
      all(Guard.policies(policies.resource()), resource, true, guard.mode());
    }
    if (guard == Guard.KEY && policies.resource() instanceof ResourceGuard.Key(_, var given)) {
      given.forEach(this::grant);
    }
  }

  private void callersOwn() {
    policies
        .permissionsBoundary()
        .ifPresent(list -> all(list, boundary, false, ResourceMatcher.Mode.BY_ARN));
    policies.session().ifPresent(list -> all(list, session, false, ResourceMatcher.Mode.BY_ARN));
    all(policies.identity(), identity, false, ResourceMatcher.Mode.BY_ARN);
  }

  /// No boundary and an empty list of them are the same.
  static boolean hasBoundary(PolicySet policies) {
    return policies.permissionsBoundary().isPresent()
        && !policies.permissionsBoundary().get().isEmpty();
  }

  static boolean hasSession(PolicySet policies) {
    return policies.session().isPresent() && !policies.session().get().isEmpty();
  }

  /// Whether each level holds an allowing statement.
  private boolean levels(List<List<CompiledPolicy>> levels, Tally tally, boolean resourceLevels) {
    boolean everyLevel = true;
    for (int i = 0; i < levels.size(); i++) {
      int before = tally.allows().size();
      all(levels.get(i), tally, resourceLevels, ResourceMatcher.Mode.BY_ARN);
      if (tally.allows().size() == before) {
        everyLevel = false;
        if (resourceLevels) {
          scratch.met(Ambiguity.RESOURCE_CONTROL_ALLOW);
        }
      }
    }
    return everyLevel;
  }

  private void all(
      List<CompiledPolicy> list, Tally tally, boolean namesPrincipals, ResourceMatcher.Mode mode) {
    for (int i = 0; i < list.size(); i++) {
      CompiledPolicy policy = list.get(i);
      List<CompiledStatement> statements = policy.candidates(request.actionNumber());
      for (int j = 0; j < statements.size(); j++) {
        statement(policy, statements.get(j), tally, namesPrincipals, mode);
      }
    }
  }

  private void statement(
      CompiledPolicy policy,
      CompiledStatement statement,
      Tally tally,
      boolean namesPrincipals,
      ResourceMatcher.Mode mode) {
    if (!matchers.coversAction(statement)) {
      return;
    }
    Level level = matchers.level(statement, namesPrincipals);
    if (level == Level.NONE) {
      return;
    }
    if (Matchers.takesPart(statement, matchers.applies(statement, mode))) {
      tally.add(new Match(policy, statement, level));
    }
  }

  private void grant(Grant grant) {
    switch (matchers.grants.level(grant)) {
      case NONE -> {}
      case ACCOUNT -> {
        scratch.met(Ambiguity.ACCOUNT_GRANTEE);
        delegatingGrants.add(grant);
      }
      case ROLE, DIRECT -> grants.add(grant);
    }
  }
}
