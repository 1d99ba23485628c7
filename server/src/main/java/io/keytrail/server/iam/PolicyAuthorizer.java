package io.keytrail.server.iam;

import static io.keytrail.policy.eval.AccessRequests.derive;

import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.Decision;
import io.keytrail.policy.eval.Evaluator;
import io.keytrail.policy.eval.PolicySet;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Authorizer;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.CommonErrors;
import io.keytrail.server.invoke.Evaluated;
import io.keytrail.server.invoke.IdentityPolicies;
import io.keytrail.server.invoke.IdentityPolicies.InForce;
import io.keytrail.server.invoke.IdentityPolicies.OfSession;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    return own(call.caller(), call.time()).map(own -> decide(call, checks, own));
  }

  /// What the caller brings of its own. Root users and services have no policies.
  private Future<OwnPolicies> own(Caller caller, Instant now) {
    return switch (caller.principal()) {
      case Principal.User user ->
          identityPolicies.of(user).map(found -> OwnPolicies.of(required(found, user.userId())));
      case Principal.RoleSession session -> ofSession(caller, session, now);
      case Principal.Root _,
          Principal.FederatedUser _,
          Principal.Service _,
          Principal.Federated _,
          Principal.Anonymous _ ->
          Future.succeededFuture(OwnPolicies.NONE);
    };
  }

  private Future<OwnPolicies> ofSession(Caller caller, Principal.RoleSession session, Instant now) {
    return identityPolicies
        .ofRole(session)
        .map(found -> required(found, session.roleId()))
        .compose(
            role ->
                caller
                    .sessionContext()
                    .map(context -> limited(role, context.sessionId(), now))
                    .orElseGet(() -> Future.succeededFuture(OwnPolicies.of(role))));
  }

  private Future<OwnPolicies> limited(InForce role, String sessionId, Instant now) {
    return identityPolicies
        .ofSession(sessionId)
        .map(
            found -> {
              OfSession session = found.orElseThrow(PolicyAuthorizer::nobody);
              if (!now.isBefore(session.expires())) {
                throw new ApiException(
                    CommonErrors.EXPIRED_TOKEN,
                    "The security token included in the request is expired");
              }
              return OwnPolicies.of(role, sessionId, session);
            });
  }

  /// A caller whose user or role is gone, or is another one of the same name by now, is nobody.
  private static InForce required(Optional<InForce> found, String principalId) {
    return found
        .filter(inForce -> inForce.principalId().equals(principalId))
        .orElseThrow(PolicyAuthorizer::nobody);
  }

  private static ApiException nobody() {
    return new ApiException(
        CommonErrors.UNRECOGNIZED_CLIENT, "The security token included in the request is invalid.");
  }

  private Authorization decide(Call call, List<Check> checks, OwnPolicies own) {
    CallContext context = new CallContext(call, own.tags());
    List<Evaluated> evaluated = new ArrayList<>(checks.size());
    for (Check check : checks) {
      Evaluated one = decide(context, check, own);
      evaluated.add(one);
      if (!one.decision().allowed()) {
        return new Authorization(false, evaluated, DenialMessage.of(one.request(), one.decision()));
      }
    }
    return new Authorization(true, evaluated, "");
  }

  private Evaluated decide(CallContext context, Check check, OwnPolicies own) {
    Map<String, List<String>> versions = DecidingVersions.of(own, check);
    if (own == OwnPolicies.NONE && check.guard() instanceof ResourceGuard.None) {
      // Where there is no policy no context value is asked for.
      Decision decision = evaluator.decide(context.withoutContext(check), PolicySet.NONE);
      return new Evaluated(() -> derive(context.request(check)), decision, versions);
    }
    AccessRequest request = context.request(check);
    Decision decision = evaluator.decide(request, policySet(own, check));
    return new Evaluated(() -> derive(request), decision, versions);
  }

  private static PolicySet policySet(OwnPolicies own, Check check) {
    return new PolicySet(
        own.identity(),
        Optional.empty(),
        own.session().map(List::of),
        check.guard(),
        List.of(),
        List.of(),
        List.of());
  }
}
