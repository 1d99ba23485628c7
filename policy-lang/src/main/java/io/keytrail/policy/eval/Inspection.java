package io.keytrail.policy.eval;

import io.keytrail.policy.compile.CompiledCondition;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.compile.CompiledStatement;
import io.keytrail.policy.compile.Glob;
import io.keytrail.policy.compile.TextPattern;
import java.util.List;
import java.util.Optional;

/// The evaluator's own answers, element by element, for whoever explains a decision. Confined to
/// one thread.
public final class Inspection {
  private static final PolicySet NO_POLICIES =
      new PolicySet(
          List.of(),
          Optional.empty(),
          Optional.empty(),
          new PolicySet.ResourceGuard.None(),
          List.of(),
          List.of(),
          List.of());

  private final Evaluation evaluation;
  private final Combination combination;
  private final Decision decision;

  private Inspection(Evaluation evaluation, Decision decision) {
    this.evaluation = evaluation;
    this.combination = new Combination(evaluation);
    this.decision = decision;
  }

  public static Inspection of(AccessRequest request, PolicySet policies) {
    RequestView view = RequestView.of(request);
    Decision decision = new Evaluator().decide(view, policies);
    var evaluation = new Evaluation(view, policies);
    evaluation.walk();
    return new Inspection(evaluation, decision);
  }

  /// For a condition that stands alone: nothing is decided and nothing derived from a caller.
  public static Inspection bare(AccessRequest request) {
    RequestView view = RequestView.withoutDerived(request);
    return new Inspection(new Evaluation(view, NO_POLICIES), Evaluator.NOTHING_ASKED);
  }

  /// Keys that were asked for since this inspection began, and absent.
  public List<String> missingContext() {
    return evaluation.scratch.missingKeys();
  }

  public Decision decision() {
    return decision;
  }

  public RequestView request() {
    return evaluation.request;
  }

  /// What a statement's elements say. Elements behind the first that fails are answered too.
  public record StatementAnswer(
      boolean action, Level principal, Truth resource, Truth condition, boolean applies) {}

  public StatementAnswer statement(CompiledStatement statement, PolicyType type) {
    boolean action = evaluation.matchers.coversAction(statement);
    Level principal = evaluation.matchers.level(statement, namesPrincipals(type));
    ResourceMatcher.Mode mode =
        type == PolicyType.RESOURCE ? evaluation.guard.mode() : ResourceMatcher.Mode.BY_ARN;
    Truth resource = evaluation.matchers.resources.covers(statement, mode);
    Truth condition = evaluation.matchers.conditions.holds(statement.condition());
    boolean applies =
        action && principal != Level.NONE && Matchers.takesPart(statement, resource.and(condition));
    return new StatementAnswer(action, principal, resource, condition, applies);
  }

  private static boolean namesPrincipals(PolicyType type) {
    return switch (type) {
      case RESOURCE, RESOURCE_CONTROL, VPC_ENDPOINT -> true;
      case IDENTITY, PERMISSIONS_BOUNDARY, SESSION, SERVICE_CONTROL -> false;
    };
  }

  /// An error if comparing takes too many steps.
  public Truth holds(CompiledCondition condition) {
    Truth holds = evaluation.matchers.conditions.holds(condition);
    return evaluation.scratch.exhausted() ? Truth.ERROR : holds;
  }

  /// What a grant's fields say.
  public record GrantAnswer(
      boolean key,
      Level grantee,
      boolean operation,
      boolean source,
      boolean constraint,
      Level level) {}

  public GrantAnswer grant(Grant grant) {
    GrantMatcher grants = evaluation.matchers.grants;
    return new GrantAnswer(
        grants.forKey(grant),
        grants.grantee(grant),
        grants.covers(grant),
        grants.sourceFits(grant),
        grants.constraintHolds(grant),
        grants.level(grant));
  }

  /// A pattern as it was compared, values put in for variables; as written where that is not
  /// possible. Wildcards show as `*` and `?`.
  public String shown(TextPattern pattern) {
    TextMatcher.Expansion expansion = evaluation.matchers.texts.expand(pattern);
    return expansion.usable() == Truth.TRUE ? text(expansion.glob()) : pattern.written();
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
      case RESOURCE_CONTROL ->
          evaluation.scope.resourceControl() && !policies.resourceControl().isEmpty();
      case VPC_ENDPOINT -> !policies.vpcEndpoint().isEmpty();
      case PERMISSIONS_BOUNDARY -> evaluation.scope.identity() && Evaluation.hasBoundary(policies);
      case SESSION -> evaluation.scope.identity() && Evaluation.hasSession(policies);
      case IDENTITY -> evaluation.scope.identity();
      case RESOURCE -> evaluation.guard != Guard.NONE;
    };
  }

  /// Whether a kind of policy, as a whole, lets the request pass.
  public boolean passes(PolicyType type) {
    return switch (type) {
      case SERVICE_CONTROL ->
          evaluation.serviceControlAllows && !evaluation.serviceControl.denied();
      case RESOURCE_CONTROL ->
          evaluation.resourceControlAllows && !evaluation.resourceControl.denied();
      case VPC_ENDPOINT -> evaluation.vpcEndpoint.allowed() && !evaluation.vpcEndpoint.denied();
      case PERMISSIONS_BOUNDARY -> evaluation.boundary.allowed() && !evaluation.boundary.denied();
      case SESSION -> evaluation.session.allowed() && !evaluation.session.denied();
      case IDENTITY -> combination.identityAllows() && !evaluation.identity.denied();
      case RESOURCE -> evaluation.resource.allowed() && !evaluation.resource.denied();
    };
  }

  /// The policies of a kind, levels one after the other.
  public List<CompiledPolicy> policies(PolicyType type) {
    PolicySet policies = evaluation.policies;
    return switch (type) {
      case SERVICE_CONTROL -> policies.serviceControl().stream().flatMap(List::stream).toList();
      case RESOURCE_CONTROL -> policies.resourceControl().stream().flatMap(List::stream).toList();
      case VPC_ENDPOINT -> policies.vpcEndpoint();
      case PERMISSIONS_BOUNDARY -> policies.permissionsBoundary().orElse(List.of());
      case SESSION -> policies.session().orElse(List.of());
      case IDENTITY -> policies.identity();
      case RESOURCE -> Guard.policies(policies.resource());
    };
  }

  public Decision.Decider.StatementRef ref(
      PolicyType type, CompiledPolicy policy, CompiledStatement statement) {
    return Match.ref(type, policy, statement);
  }

  public List<Grant> grants() {
    return evaluation.guard == Guard.KEY
        ? GrantMatcher.grants(evaluation.policies.resource())
        : List.of();
  }

  /// Whether the resource's own policy must allow or delegate, as for keys and roles.
  public boolean guarded() {
    return evaluation.guard.delegates();
  }

  public boolean crossAccount() {
    return evaluation.scope.crossAccount();
  }

  /// Whether the caller is an account's root user.
  public boolean root() {
    return evaluation.scope.root();
  }
}
