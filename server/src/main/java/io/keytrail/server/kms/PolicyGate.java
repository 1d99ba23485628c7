package io.keytrail.server.kms;

import io.keytrail.policy.eval.Decision.Verdict;
import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Authorizer;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.Principals;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a policy must be like before it becomes a key's policy.
final class PolicyGate {
  static final int MAX_BYTES = 32 * 1024;
  private final KeyPolicies language;
  private final Principals principals;
  private final Authorizer authorizer;

  PolicyGate(KeyPolicies language, Principals principals, Authorizer authorizer) {
    this.language = language;
    this.principals = principals;
    this.authorizer = authorizer;
  }

  /// Completes if the policy may be put on the key, else fails with what AWS answers.
  ///
  /// @param key as it will be
  /// @param bypass whether the caller may lock himself out
  Future<Void> admit(Call call, KmsKey key, KeyPolicy policy, boolean bypass) {
    if (policy.document().getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new ApiException(
          KmsErrors.LIMIT_EXCEEDED, "A key policy must be at most " + MAX_BYTES + " bytes long");
    }
    List<String> named = language.read(policy.document());
    return principals
        .missing(named)
        .compose(
            missing -> {
              if (!missing.isEmpty()) {
                throw KmsErrors.malformedPolicy(
                    "Policy contains a statement with one or more invalid principals.");
              }
              return bypass ? Future.succeededFuture() : mayChangeItAgain(call, key, policy);
            });
  }

  /// The caller must be able to put another policy later: under the new policy, and with the
  /// account's IAM policies counted as allowing where it delegates to them.
  private Future<Void> mayChangeItAgain(Call call, KmsKey key, KeyPolicy policy) {
    return judge(call, key, policy)
        .compose(
            own ->
                own.allowed() || explicitlyDenied(own)
                    ? Future.succeededFuture(own)
                    : judge(asRoot(call), key, policy))
        .map(
            answer -> {
              if (!answer.allowed()) {
                throw KmsErrors.malformedPolicy(
                    "The new key policy will not allow you to update the key policy in the future.");
              }
              return null;
            });
  }

  private Future<Authorization> judge(Call call, KmsKey key, KeyPolicy policy) {
    KeyPolicy.Guarded guarded = KeyPolicy.Guarded.of(key, policy, language.compile(policy));
    KeyTarget target =
        new KeyTarget(
            key.arn(),
            key.place().account(),
            Optional.of(guarded),
            Optional.empty(),
            List.of(),
            List.of());
    return authorizer.authorize(call, List.of(KeyChecks.of("kms:PutKeyPolicy", target, Map.of())));
  }

  private static boolean explicitlyDenied(Authorization answer) {
    return answer.evaluated().stream()
        .anyMatch(one -> one.decision().verdict() == Verdict.EXPLICIT_DENY);
  }

  private static Call asRoot(Call call) {
    Caller root =
        Caller.direct(new Principal.Root(call.account()), Optional.empty(), call.caller().origin());
    return call.as(call.requestId(), root);
  }
}
