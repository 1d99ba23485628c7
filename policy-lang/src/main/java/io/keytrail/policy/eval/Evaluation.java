package io.keytrail.policy.eval;

import io.keytrail.policy.catalog.Catalogue;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.compile.CompiledStatement;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import java.util.ArrayList;
import java.util.List;

/// One decision in the making: walks every kind of policy that concerns the request and keeps what
/// it said. Confined to one thread; begun again for decision after decision, without allocating.
final class Evaluation {
  final Scratch scratch = new Scratch();
  final Matchers matchers = new Matchers(scratch);
  final Scope scope = new Scope();
  PolicySet policies = PolicySet.NONE;
  Guard guard = Guard.NONE;

  final Tally serviceControl = new Tally();
  final Tally resourceControl = new Tally();
  final Tally vpcEndpoint = new Tally();
  final Tally boundary = new Tally();
  final Tally session = new Tally();
  final Tally identity = new Tally();
  final Tally resource = new Tally();

  /// Grants that are enough by themselves; grants that are so within the limits of boundary and
  /// session policy; and those that delegate to the caller's identity policies.
  final List<Grant> grants = new ArrayList<>(2);

  final List<Grant> roleGrants = new ArrayList<>(2);

  final List<Grant> delegatingGrants = new ArrayList<>(2);

  boolean serviceControlAllows = true;
  boolean resourceControlAllows = true;

  private Reading reading = Reading.STRICT;

  /// Forgets what was before; nothing has been said of the new request yet.
  void begin(RequestView request, PolicySet asked) {
    scratch.begin(request);
    policies = asked;
    matchers.principals.begin(hasBoundary());
    if (asked.resource() instanceof ResourceGuard.Key(_, var given) && !given.isEmpty()) {
      matchers.grants.begin();
    }
    guard = Guard.of(request, asked.resource(), scratch);
    scope.begin(request, guard);
    forgetSaid();
  }

  /// Lets go of request and policies.
  void end() {
    begin(RequestView.NOTHING, PolicySet.NONE);
    matchers.grants.begin();
  }

  private void forgetSaid() {
    for (PolicyType type : PolicyType.all()) {
      tally(type).clear();
    }
    grants.clear();
    roleGrants.clear();
    delegatingGrants.clear();
    serviceControlAllows = true;
    resourceControlAllows = true;
  }

  RequestView request() {
    return scratch.request;
  }

  Tally tally(PolicyType type) {
    return switch (type) {
      case SERVICE_CONTROL -> serviceControl;
      case RESOURCE_CONTROL -> resourceControl;
      case VPC_ENDPOINT -> vpcEndpoint;
      case PERMISSIONS_BOUNDARY -> boundary;
      case SESSION -> session;
      case IDENTITY -> identity;
      case RESOURCE -> resource;
    };
  }

  /// Asks every policy and grant, after [#begin] or again by another reading.
  void walk(Reading by) {
    reading = by;
    forgetSaid();
    if (scope.serviceControl()) {
      serviceControlAllows = levels(policies.serviceControl(), PolicyType.SERVICE_CONTROL);
    }
    if (controlsResource()) {
      resourceControlAllows = levels(policies.resourceControl(), PolicyType.RESOURCE_CONTROL);
    }
    all(policies.vpcEndpoint(), PolicyType.VPC_ENDPOINT);
    if (scope.identity()) {
      if (hasBoundary()) {
        all(policies.permissionsBoundary().get(), PolicyType.PERMISSIONS_BOUNDARY);
      }
      if (hasSession()) {
        all(policies.session().get(), PolicyType.SESSION);
      }
      all(policies.identity(), PolicyType.IDENTITY);
    }
    guards();
  }

  private void guards() {
    switch (policies.resource()) {
      case ResourceGuard.Key(var policy, var given) -> {
        if (guard == Guard.KEY) {
          if (policy.isPresent()) {
            all(policy.get(), PolicyType.RESOURCE);
          }
          for (int i = 0; i < given.size(); i++) {
            grant(given.get(i));
          }
        }
      }
      case ResourceGuard.Trust(var policy) -> {
        if (guard == Guard.TRUST) {
          all(policy, PolicyType.RESOURCE);
        }
      }
      case ResourceGuard.Policy(var policy) -> all(policy, PolicyType.RESOURCE);
      case ResourceGuard.None() -> {}
    }
  }

  /// Resource control policies reach the services that AWS lists for them.
  boolean controlsResource() {
    if (!scope.resourceControl() || policies.resourceControl().isEmpty()) {
      return false;
    }
    boolean reached = Catalogue.standard().resourceControl(request().foldedAction());
    if (!reached) {
      scratch.met(Ambiguity.RESOURCE_CONTROL_SERVICES);
    }
    return reached;
  }

  /// No boundary and an empty list of them are the same.
  boolean hasBoundary() {
    return policies.permissionsBoundary().isPresent()
        && !policies.permissionsBoundary().get().isEmpty();
  }

  boolean hasSession() {
    return policies.session().isPresent() && !policies.session().get().isEmpty();
  }

  /// Whether each level holds an allowing statement.
  private boolean levels(List<List<CompiledPolicy>> levels, PolicyType type) {
    Matches allows = tally(type).allows();
    boolean everyLevel = true;
    for (int i = 0; i < levels.size(); i++) {
      int before = allows.size();
      all(levels.get(i), type);
      if (allows.size() == before) {
        everyLevel = false;
        if (type == PolicyType.RESOURCE_CONTROL) {
          scratch.met(Ambiguity.RESOURCE_CONTROL_ALLOW);
        }
      }
    }
    return everyLevel;
  }

  private void all(List<CompiledPolicy> list, PolicyType type) {
    for (int i = 0; i < list.size(); i++) {
      all(list.get(i), type);
    }
  }

  private void all(CompiledPolicy policy, PolicyType type) {
    List<CompiledStatement> statements = policy.candidates(request().actionNumber());
    for (int i = 0; i < statements.size(); i++) {
      statement(policy, statements.get(i), type);
    }
  }

  private void statement(CompiledPolicy policy, CompiledStatement statement, PolicyType type) {
    if (!matchers.coversAction(statement)) {
      return;
    }
    Level level = matchers.level(statement, type.namesPrincipals());
    if (level == Level.NONE) {
      return;
    }
    Truth applies = matchers.applies(statement, mode(type));
    if (reading.takesPart(statement.allows(), applies)) {
      tally(type).of(statement.allows()).add(policy, statement, level);
    }
  }

  ResourceMatcher.Mode mode(PolicyType type) {
    return type == PolicyType.RESOURCE ? guard.mode() : ResourceMatcher.Mode.BY_ARN;
  }

  private void grant(Grant grant) {
    Level standing = standing(grant);
    if (standing == Level.NONE || !reading.takesPart(true, matchers.grants.holds(grant))) {
      return;
    }
    switch (standing) {
      case NONE -> {}
      case ACCOUNT -> {
        boolean account = matchers.grants.party(grant) == Level.ACCOUNT;
        scratch.met(account ? Ambiguity.ACCOUNT_GRANTEE : Ambiguity.GRANT_ACROSS_ACCOUNTS);
        delegatingGrants.add(grant);
      }
      case ROLE -> roleGrants.add(grant);
      case DIRECT -> grants.add(grant);
    }
  }

  /// What else must allow beside a grant to the caller: nothing ([Level#DIRECT]), boundary and
  /// session policy, as for a role that a resource's policy names ([Level#ROLE]), or all policies
  /// of the caller ([Level#ACCOUNT]), as for a grant that the account of a key made for a principal
  /// of another one. Who may retire a grant needs nothing else.
  Level standing(Grant grant) {
    Level party = matchers.grants.party(grant);
    if (party == Level.NONE || party == Level.ACCOUNT) {
      return party;
    }
    if (matchers.grants.retires()) {
      return Level.DIRECT;
    }
    return scope.crossAccount() && !matchers.grants.ownMade(grant) ? Level.ACCOUNT : party;
  }
}
