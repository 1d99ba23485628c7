package io.keytrail.policy.eval;

import io.keytrail.policy.compile.CompiledCondition;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.compile.CompiledStatement;
import io.keytrail.policy.compile.Glob;
import io.keytrail.policy.compile.TextPattern;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The evaluator's own answers, element by element, for whoever explains a decision. Confined to
/// one thread; it is about one request until the next is asked of the same judge.
public final class Inspection {
  private final Judge judge;
  private final Evaluation evaluation;
  private final Decision decision;

  private Inspection(Judge judge, Decision decision) {
    this.judge = judge;
    this.evaluation = judge.evaluation();
    this.decision = decision;
  }

  /// Decides, and keeps the judge for further questions about this decision.
  public static Inspection of(Judge judge, RequestView request, PolicySet policies) {
    judge.verdict(request, policies);
    return new Inspection(judge, judge.decision());
  }

  /// For a condition that stands alone: nothing is decided and nothing derived from a caller.
  public static Inspection bare(AccessRequest request) {
    var judge = new Judge();
    judge.evaluation().begin(RequestView.withoutDerived(request), PolicySet.NONE);
    return new Inspection(judge, judge.decision());
  }

  /// Keys that were asked for since this inspection began, and absent.
  public List<String> missingContext() {
    return evaluation.scratch.missingKeys();
  }

  public Decision decision() {
    return decision;
  }

  public RequestView request() {
    return evaluation.request();
  }

  /// What a statement's elements say. Elements behind the first that fails are answered too.
  public record StatementAnswer(
      boolean action, Level principal, Truth resource, Truth condition, boolean applies) {}

  public StatementAnswer statement(CompiledStatement statement, PolicyType type) {
    boolean action = evaluation.matchers.coversAction(statement);
    Level principal = evaluation.matchers.level(statement, type.namesPrincipals());
    Truth resource = evaluation.matchers.resources.covers(statement, evaluation.mode(type));
    Truth condition = evaluation.matchers.conditions.holds(statement.condition());
    boolean applies =
        action
            && principal != Level.NONE
            && Reading.STRICT.takesPart(statement.allows(), resource.and(condition));
    return new StatementAnswer(action, principal, resource, condition, applies);
  }

  /// Whether the statement is about the action at all.
  public boolean coversAction(CompiledStatement statement) {
    return evaluation.matchers.coversAction(statement);
  }

  /// An error if comparing takes too many steps.
  public Truth holds(CompiledCondition condition) {
    Truth holds = evaluation.matchers.conditions.holds(condition);
    return evaluation.scratch.exhausted() ? Truth.ERROR : holds;
  }

  /// What a grant's fields say.
  ///
  /// @param counts it is not pending, or the request carries its token
  /// @param party how its grantee (or, to retire it, whoever may) is the caller
  public record GrantAnswer(
      boolean key,
      boolean counts,
      Level party,
      boolean operation,
      Truth source,
      Truth constraint,
      boolean applies) {}

  public GrantAnswer grant(Grant grant) {
    GrantMatcher grants = evaluation.matchers.grants;
    Level party = grants.party(grant);
    return new GrantAnswer(
        grants.forKey(grant),
        grants.counts(grant),
        party,
        grants.operation(grant),
        grants.source(grant),
        grants.constraint(grant),
        party != Level.NONE && grants.holds(grant) == Truth.TRUE);
  }

  /// A pattern as it was compared, values put in for variables; as written where that is not
  /// possible. Wildcards show as `*` and `?`.
  public String shown(TextPattern pattern) {
    return switch (pattern.shape()) {
      case EXACT, PREFIX, ANY, GLOB -> shown(pattern.glob(), pattern.written());
      case TEMPLATE ->
          evaluation.matchers.texts.expand(pattern) == Truth.TRUE
              ? text(evaluation.matchers.texts.expanded())
              : pattern.written();
    };
  }

  /// What was written differs from what it means only by `${*}`, `${?}` and `${$}`.
  private static String shown(Glob glob, String written) {
    return written.indexOf('$') < 0 ? written : text(glob);
  }

  private static String text(Glob glob) {
    StringBuilder text = new StringBuilder(glob.length());
    for (int i = 0; i < glob.length(); i++) {
      int code = glob.code(i);
      text.appendCodePoint(code == Glob.RUN ? '*' : code == Glob.ONE ? '?' : code);
    }
    return text.toString();
  }

  /// Whether a kind of policy takes part in this request at all.
  public boolean concerns(PolicyType type) {
    PolicySet policies = evaluation.policies;
    return switch (type) {
      case SERVICE_CONTROL ->
          evaluation.scope.serviceControl() && !policies.serviceControl().isEmpty();
      case RESOURCE_CONTROL -> evaluation.controlsResource();
      case VPC_ENDPOINT -> !policies.vpcEndpoint().isEmpty();
      case PERMISSIONS_BOUNDARY -> evaluation.scope.identity() && evaluation.hasBoundary();
      case SESSION -> evaluation.scope.identity() && evaluation.hasSession();
      case IDENTITY -> evaluation.scope.identity();
      case RESOURCE -> evaluation.guard != Guard.NONE;
    };
  }

  /// Whether a kind of policy, as a whole, lets the request pass.
  public boolean passes(PolicyType type) {
    Tally said = evaluation.tally(type);
    boolean allows =
        switch (type) {
          case SERVICE_CONTROL -> evaluation.serviceControlAllows;
          case RESOURCE_CONTROL -> evaluation.resourceControlAllows;
          case IDENTITY -> judge.combination().identityAllows();
          case VPC_ENDPOINT, PERMISSIONS_BOUNDARY, SESSION, RESOURCE -> said.allowed();
        };
    return allows && !said.denied();
  }

  /// The policies of a kind by level; a kind without levels is one.
  public List<List<CompiledPolicy>> levels(PolicyType type) {
    PolicySet policies = evaluation.policies;
    return switch (type) {
      case SERVICE_CONTROL -> policies.serviceControl();
      case RESOURCE_CONTROL -> policies.resourceControl();
      case VPC_ENDPOINT -> List.of(policies.vpcEndpoint());
      case PERMISSIONS_BOUNDARY -> List.of(policies.permissionsBoundary().orElse(List.of()));
      case SESSION -> List.of(policies.session().orElse(List.of()));
      case IDENTITY -> List.of(policies.identity());
      case RESOURCE -> List.of(Guard.policies(policies.resource()));
    };
  }

  /// The policies of a kind, levels one after the other.
  public List<CompiledPolicy> policies(PolicyType type) {
    List<List<CompiledPolicy>> levels = levels(type);
    if (levels.size() == 1) {
      return levels.getFirst();
    }
    List<CompiledPolicy> all = new ArrayList<>();
    levels.forEach(all::addAll);
    return all;
  }

  /// Whether there are policies of a kind at all. Allocates nothing.
  public boolean given(PolicyType type) {
    PolicySet policies = evaluation.policies;
    return switch (type) {
      case SERVICE_CONTROL -> holdsAny(policies.serviceControl());
      case RESOURCE_CONTROL -> holdsAny(policies.resourceControl());
      case VPC_ENDPOINT -> !policies.vpcEndpoint().isEmpty();
      case PERMISSIONS_BOUNDARY ->
          policies.permissionsBoundary().filter(all -> !all.isEmpty()).isPresent();
      case SESSION -> policies.session().filter(all -> !all.isEmpty()).isPresent();
      case IDENTITY -> !policies.identity().isEmpty();
      case RESOURCE -> !Guard.policies(policies.resource()).isEmpty();
    };
  }

  private static boolean holdsAny(List<List<CompiledPolicy>> levels) {
    for (int i = 0; i < levels.size(); i++) {
      if (!levels.get(i).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  public Decision.Decider.StatementRef ref(
      PolicyType type, CompiledPolicy policy, CompiledStatement statement) {
    return Matches.ref(type, policy, statement);
  }

  public List<Grant> grants() {
    return evaluation.guard == Guard.KEY ? Guard.grants(evaluation.policies.resource()) : List.of();
  }

  /// The grants that took part in the decision: those that allow, or may.
  public Set<Grant> sayingGrants() {
    Set<Grant> saying = Collections.newSetFromMap(new IdentityHashMap<>());
    saying.addAll(evaluation.grants);
    saying.addAll(evaluation.roleGrants);
    saying.addAll(evaluation.delegatingGrants);
    return saying;
  }

  /// A text that the pattern matches, wildcards made an `x`; empty if a variable has no value.
  public Optional<String> example(TextPattern pattern) {
    boolean template = pattern.shape() == TextPattern.Shape.TEMPLATE;
    if (template && evaluation.matchers.texts.expand(pattern) != Truth.TRUE) {
      return Optional.empty();
    }
    Glob glob = template ? evaluation.matchers.texts.expanded() : pattern.glob();
    StringBuilder text = new StringBuilder(glob.length());
    for (int i = 0; i < glob.length(); i++) {
      text.appendCodePoint(glob.code(i) < 0 ? 'x' : glob.code(i));
    }
    return Optional.of(text.toString());
  }

  /// Whether policies of a kind mean the key they are attached to when they say `*`, and nothing
  /// else.
  public boolean ownKey(PolicyType type) {
    return evaluation.mode(type) == ResourceMatcher.Mode.OWN_KEY;
  }

  /// The asked action as a grant names it, if a grant can.
  public Optional<String> grantOperation() {
    return evaluation.matchers.grants.grantable();
  }

  /// Whether the request is to make a grant.
  public boolean makesGrant() {
    return evaluation.matchers.grants.makesChild();
  }

  /// Whether the request is to retire a grant.
  public boolean retires() {
    return evaluation.matchers.grants.retires();
  }

  /// What a grant needs beside it, as [Level] says it of statements.
  public Level standing(Grant grant) {
    return evaluation.standing(grant);
  }

  /// Whether a grant stands for the resource's side, beside which the caller's policies must allow.
  public boolean delegatedByGrant() {
    return !evaluation.delegatingGrants.isEmpty();
  }

  /// Whether a side, taken by itself, lets the request pass.
  public Truth lets(Side side) {
    return judge.lets(side);
  }

  /// Whether the resource's own policy must allow or delegate, as for keys and roles.
  public boolean guarded() {
    return evaluation.guard.delegates();
  }

  public boolean crossAccount() {
    return evaluation.scope.crossAccount();
  }

  /// Whether the caller is a federated user whose session has no policy of its own.
  public boolean federatedWithoutPolicy() {
    return evaluation.scope.federatedUser() && !evaluation.hasSession();
  }

  /// Whether the caller is an account's root user.
  public boolean root() {
    return evaluation.scope.root();
  }
}
