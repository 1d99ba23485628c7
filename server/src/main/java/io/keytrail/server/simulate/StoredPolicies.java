package io.keytrail.server.simulate;

import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.PolicySet;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.IdentityPolicies;
import io.keytrail.server.invoke.IdentityPolicies.InForce;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.invoke.ResourcePolicies;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The policies that this server stores for a principal and a resource.
final class StoredPolicies {
  private static final InForce NO_POLICIES = new InForce("", "/", Map.of(), List.of());

  private final IdentityPolicies identityPolicies;
  private final ResourcePolicies resourcePolicies;

  StoredPolicies(IdentityPolicies identityPolicies, ResourcePolicies resourcePolicies) {
    this.identityPolicies = identityPolicies;
    this.resourcePolicies = resourcePolicies;
  }

  /// A request with the policies it is judged by.
  record Question(AccessRequest request, PolicySet policies) {}

  /// Who is no operator may ask about his own account only.
  Future<Question> of(Call call, Questions.Asked asked) {
    AccessRequest request = asked.request();
    if (!call.caller().operator()) {
      refuseForeign(call, request.principal().account(), asked.pointer() + "/principal");
      refuseForeign(call, Optional.of(request.resourceAccount()), asked.pointer() + "/resource");
    }
    return guard(request)
        .compose(guard -> identity(asked).map(found -> question(request, found, guard)));
  }

  private static void refuseForeign(Call call, Optional<String> account, String pointer) {
    if (account.isPresent() && !account.get().equals(call.account())) {
      throw new Problem(
          403,
          "FOREIGN_ACCOUNT",
          "stored policies of account `" + account.get() + "` are for its own callers",
          Optional.of(pointer),
          Optional.empty(),
          List.of());
    }
  }

  private Future<ResourceGuard> guard(AccessRequest request) {
    return switch (Guarded.of(request, false)) {
      case KEY ->
          resourcePolicies
              .guardOf(request.resource())
              .map(found -> found.orElse(new ResourceGuard.Key(Optional.empty(), List.of())));
      case ROLE, OTHER ->
          request.resource().equals("*")
              ? Future.succeededFuture(new ResourceGuard.None())
              : resourcePolicies
                  .guardOf(request.resource())
                  .map(found -> found.orElse(new ResourceGuard.None()));
      case ALIAS -> Future.succeededFuture(new ResourceGuard.None());
    };
  }

  private record Identity(Principal principal, InForce own) {}

  private Future<Identity> identity(Questions.Asked asked) {
    return switch (asked.request().principal()) {
      case Principal.User user ->
          identityPolicies
              .of(user)
              .map(
                  found -> {
                    InForce inForce = found.orElseThrow(() -> nobody(asked, "user", user.arn()));
                    return new Identity(
                        new Principal.User(
                            user.accountId(), user.path(), user.name(), inForce.principalId()),
                        inForce);
                  });
      case Principal.RoleSession session -> role(asked, session);
      case Principal.Root _,
          Principal.FederatedUser _,
          Principal.Service _,
          Principal.Federated _,
          Principal.Anonymous _ ->
          Future.succeededFuture(new Identity(asked.request().principal(), NO_POLICIES));
    };
  }

  /// A session is asked about with its role's policies; what a real session may be limited by is
  /// that session's own.
  private Future<Identity> role(Questions.Asked question, Principal.RoleSession asked) {
    return identityPolicies
        .ofRole(asked)
        .map(
            found -> {
              InForce inForce = found.orElseThrow(() -> nobody(question, "role", asked.roleArn()));
              return new Identity(
                  new Principal.RoleSession(
                      asked.accountId(),
                      inForce.path(),
                      asked.roleName(),
                      inForce.principalId(),
                      asked.sessionName()),
                  inForce);
            });
  }

  private static Problem nobody(Questions.Asked asked, String kind, String arn) {
    return new Problem(
        400,
        "NO_SUCH_PRINCIPAL",
        "there is no " + kind + " `" + arn + "`",
        Optional.of(asked.pointer() + "/principal"),
        Optional.empty(),
        List.of());
  }

  /// What the request says of a tag goes before what is stored.
  private static Map<String, ContextValue> withTags(
      Map<String, ContextValue> given, Map<String, String> tags) {
    if (tags.isEmpty()) {
      return given;
    }
    Map<String, ContextValue> context = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    tags.forEach((key, value) -> context.put("aws:PrincipalTag/" + key, ContextValue.of(value)));
    given.keySet().forEach(context::remove);
    context.putAll(given);
    return context;
  }

  private static Question question(AccessRequest request, Identity identity, ResourceGuard guard) {
    return new Question(
        new AccessRequest(
            identity.principal(),
            request.action(),
            request.resource(),
            request.resourceAccount(),
            withTags(request.context(), identity.own().tags()),
            request.encryptionContext(),
            request.grantTokens(),
            request.unknownContext()),
        new PolicySet(
            identity.own().policies(),
            Optional.empty(),
            Optional.empty(),
            guard,
            List.of(),
            List.of(),
            List.of()));
  }
}
