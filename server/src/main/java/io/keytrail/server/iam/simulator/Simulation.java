package io.keytrail.server.iam.simulator;

import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.Decision;
import io.keytrail.policy.eval.Decision.Decider.StatementRef;
import io.keytrail.policy.eval.Inspection;
import io.keytrail.policy.eval.Judge;
import io.keytrail.policy.eval.PolicyType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// One call's question, and its answers. Costs what its policies cost to read, and a decision for
/// each action on each resource of the page: run on a worker. Used by one thread.
final class Simulation {
  private final SimulationInput input;
  private final SimulatedCaller caller;
  private final SourcePolicies policies;
  private final ResourceSide resources;
  private final Map<String, ContextValue> context;
  private final Judge judge = new Judge();

  /// @throws io.keytrail.server.invoke.ApiException `InvalidInput`
  Simulation(SimulationInput input, SimulatedCaller caller, SourcePolicies policies) {
    input.check();
    this.input = input;
    this.caller = caller;
    this.policies = policies;
    this.resources =
        new ResourceSide(input.resourcePolicy(), input.resourceOwner(), caller.accountId());
    this.context = context(caller.tags(), ContextEntries.read(input.contextEntries()));
  }

  /// What is given goes before the principal's own tags.
  private static Map<String, ContextValue> context(
      Map<String, ContextValue> tags, Map<String, ContextValue> given) {
    Map<String, ContextValue> context = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    context.putAll(tags);
    given.keySet().forEach(context::remove);
    context.putAll(given);
    return context;
  }

  /// One page of answers.
  SimulationOutput run() {
    ActionPage page = ActionPage.of(input);
    List<ResultView> results = new ArrayList<>(page.actions().size());
    for (String action : page.actions()) {
      List<Answer> answers =
          input.resources().stream().map(resource -> decide(action, resource)).toList();
      results.add(new Aggregate(answers).view(action, input.namesResources()));
    }
    return new SimulationOutput(results, page.marker().isPresent(), page.marker());
  }

  private Answer decide(String action, String resource) {
    AccessRequest request =
        new AccessRequest(
            caller.principal(),
            action,
            resource,
            resources.account(resource),
            context,
            Map.of(),
            List.of(),
            Set.of());
    Inspection inspection =
        Inspection.of(
            judge, caller.view(request), policies.with(resources.guard(action, resource)));
    Answer answer =
        Answer.of(
            inspection,
            statements(inspection.decision(), action, resource),
            resources.crossAccount(resource));
    judge.forget();
    return answer;
  }

  /// AWS shows none of an implicit denial, and never those of service control policies.
  private List<StatementView> statements(Decision decision, String action, String resource) {
    List<StatementView> shown = new ArrayList<>();
    for (Decision.Decider decider : decision.decidedBy()) {
      if (decider instanceof StatementRef ref) {
        source(ref, action, resource)
            .ifPresent(policy -> shown.add(policy.statement(ref.statement())));
      }
    }
    return shown;
  }

  private Optional<SourcePolicy> source(StatementRef ref, String action, String resource) {
    return ref.type() == PolicyType.RESOURCE
        ? resources.shown(action, resource)
        : policies.shown(ref.type(), ref.policyName());
  }
}
