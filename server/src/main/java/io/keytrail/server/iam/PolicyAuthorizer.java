package io.keytrail.server.iam;

import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.Decision;
import io.keytrail.policy.eval.Evaluator;
import io.keytrail.policy.eval.PolicySet;
import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Authorizer;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.CommonErrors;
import io.keytrail.server.invoke.Evaluated;
import io.keytrail.server.invoke.IdentityPolicies;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides checks by the caller's identity policies and by what guards the resource. Warm, it reads
/// nothing from the database and completes before it returns. Safe for use by several threads.
public final class PolicyAuthorizer implements Authorizer {
  private final IdentityPolicies identityPolicies;
  private final Evaluator evaluator = new Evaluator();

  public PolicyAuthorizer(IdentityPolicies identityPolicies) {
    this.identityPolicies = identityPolicies;
  }

  @Override
  public Future<Authorization> authorize(Call call, List<Check> checks) {
    return switch (call.caller().principal()) {
      case Principal.User user ->
          identityPolicies.of(user).map(found -> decide(call, checks, policiesOf(user, found)));
      // Root users and services have no identity policies; role sessions come with roles, and have
      // none until then.
      case Principal.Root _,
          Principal.RoleSession _,
          Principal.FederatedUser _,
          Principal.Service _,
          Principal.Anonymous _ ->
          Future.succeededFuture(decide(call, checks, List.of()));
    };
  }

  /// A caller whose user is gone, or is another one of the same name by now, is nobody.
  private static List<CompiledPolicy> policiesOf(
      Principal.User user, Optional<IdentityPolicies.InForce> found) {
    return found
        .filter(inForce -> inForce.userId().equals(user.userId()))
        .map(IdentityPolicies.InForce::policies)
        .orElseThrow(
            () ->
                new ApiException(
                    CommonErrors.UNRECOGNIZED_CLIENT,
                    "The security token included in the request is invalid."));
  }

  private Authorization decide(Call call, List<Check> checks, List<CompiledPolicy> identity) {
    CallContext context = new CallContext(call);
    List<Evaluated> evaluated = new ArrayList<>(checks.size());
    for (Check check : checks) {
      AccessRequest request = context.request(check);
      Decision decision = evaluator.decide(request, policySet(identity, check));
      evaluated.add(new Evaluated(request, decision, DecidingVersions.of(identity, check)));
      if (!decision.allowed()) {
        return new Authorization(false, evaluated, DenialMessage.of(request, decision));
      }
    }
    return new Authorization(true, evaluated, "");
  }

  private static PolicySet policySet(List<CompiledPolicy> identity, Check check) {
    return new PolicySet(
        identity,
        Optional.empty(),
        Optional.empty(),
        check.guard(),
        List.of(),
        List.of(),
        List.of());
  }
}
