package io.keytrail.server.invoke;

import io.keytrail.audit.event.EvaluatedCheck;
import io.keytrail.audit.event.EvaluatedCheck.Answer;
import io.keytrail.audit.event.EvaluatedCheck.ContextValues;
import io.keytrail.audit.event.EvaluatedCheck.PrincipalRef;
import io.keytrail.audit.event.EvaluatedCheck.Question;
import io.keytrail.audit.event.EvaluatedRequest;
import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.Decision;
import io.keytrail.policy.eval.Decision.Decider;
import io.keytrail.policy.eval.PolicyType;
import io.keytrail.policy.eval.Principal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts what the Authorizer judged into the form that the event log keeps.
final class EvaluatedRequests {
  private EvaluatedRequests() {}

  /// Empty where nothing was checked.
  static Optional<EvaluatedRequest> of(List<Evaluated> evaluated) {
    return evaluated.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new EvaluatedRequest(evaluated.stream().map(EvaluatedRequests::check).toList()));
  }

  private static EvaluatedCheck check(Evaluated evaluated) {
    return new EvaluatedCheck(
        question(evaluated.request()), answer(evaluated.decision()), evaluated.versions());
  }

  private static Question question(AccessRequest request) {
    Map<String, ContextValues> context = HashMap.newHashMap(request.context().size());
    for (Map.Entry<String, ContextValue> entry : request.context().entrySet()) {
      context.put(
          entry.getKey(), new ContextValues(entry.getValue().multi(), entry.getValue().values()));
    }
    return new Question(
        principal(request.principal()),
        request.action(),
        request.resource(),
        request.resourceAccount(),
        context,
        request.encryptionContext(),
        request.grantTokens());
  }

  private static PrincipalRef principal(Principal principal) {
    return switch (principal) {
      case Principal.Root root -> new PrincipalRef("root", root.arn(), Map.of());
      case Principal.User user ->
          new PrincipalRef("user", user.arn(), Map.of("userId", user.userId()));
      case Principal.RoleSession role ->
          new PrincipalRef(
              "roleSession",
              role.arn(),
              Map.of("rolePath", role.rolePath(), "roleId", role.roleId()));
      case Principal.FederatedUser federated ->
          new PrincipalRef("federatedUser", federated.arn(), Map.of());
      case Principal.Service service -> new PrincipalRef("service", service.host(), Map.of());
      case Principal.Federated federated ->
          new PrincipalRef("federated", federated.provider(), Map.of());
      case Principal.Anonymous anonymous ->
          new PrincipalRef("anonymous", anonymous.arn(), Map.of());
    };
  }

  private static Answer answer(Decision decision) {
    List<EvaluatedCheck.Decider> deciders = new ArrayList<>(decision.decidedBy().size());
    for (Decider decider : decision.decidedBy()) {
      deciders.add(decider(decider));
    }
    return new Answer(
        decision.verdict().wireName(),
        decision.blockedBy().stream().sorted().map(PolicyType::wireName).toList(),
        deciders);
  }

  private static EvaluatedCheck.Decider decider(Decider decider) {
    return switch (decider) {
      case Decider.StatementRef ref ->
          new EvaluatedCheck.Decider.Statement(
              ref.type().wireName(),
              ref.policyName(),
              ref.policyVersion(),
              ref.pointer(),
              ref.statement(),
              ref.sid().orElse(""));
      case Decider.GrantRef grant -> new EvaluatedCheck.Decider.Grant(grant.grantId());
      case Decider.RuleRef rule -> new EvaluatedCheck.Decider.Rule(rule.rule());
    };
  }
}
