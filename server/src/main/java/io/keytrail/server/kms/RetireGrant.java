package io.keytrail.server.kms;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.policy.eval.Decision.Verdict;
import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.ResourceRef;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Ends a grant by being a party to it.
final class RetireGrant
    implements Operation<RetireGrant.Input, RetireGrant.Target, RetireGrant.Output> {
  private static final String ACTION = "kms:RetireGrant";
  private final KmsCore kms;

  RetireGrant(KmsCore kms) {
    this.kms = kms;
  }

  record Input(
      Optional<String> grantToken,
      Optional<String> keyId,
      Optional<String> grantId,
      Optional<Boolean> dryRun) {}

  record Output() {}

  /// @param grant absent: there is none that the caller may learn of
  record Target(KeyTarget key, Optional<KmsGrant> grant, String grantId) {}

  @Override
  public OperationId id() {
    return KeyOperation.kms("RetireGrant");
  }

  /// CloudTrail shows the grant in `additionalEventData` instead.
  @Override
  public boolean showsParameters() {
    return false;
  }

  @Override
  public Class<Input> inputType() {
    return Input.class;
  }

  @Override
  public Class<Output> outputType() {
    return Output.class;
  }

  @Override
  public Access access() {
    return new Access.ByGrant(
        "the grant's retiring principal, its grantee if it holds RetireGrant, or the root user of the account that created it");
  }

  @Override
  public boolean readOnly() {
    return false;
  }

  @Override
  public Future<Target> target(Call call, Input input) {
    if (input.grantToken().isPresent()) {
      if (input.keyId().isPresent() || input.grantId().isPresent()) {
        throw KmsErrors.validation("GrantToken goes without KeyId and GrantId");
      }
      return kms.keys()
          .ofToken(input.grantToken().get())
          .compose(grant -> withKey(call, grant.keyArn(), Optional.of(grant), grant.id()));
    }
    if (input.keyId().isEmpty() || input.grantId().isEmpty()) {
      throw KmsErrors.validation("Either GrantToken, or KeyId and GrantId must be specified");
    }
    String grantId = input.grantId().get();
    ListGrants.requireGrantId(grantId);
    return kms.store()
        .grant(grantId)
        .compose(
            grant -> withKey(call, input.keyId().get(), grant.filter(KmsGrant::live), grantId));
  }

  private Future<Target> withKey(
      Call call, String keyId, Optional<KmsGrant> grant, String grantId) {
    return kms.keys()
        .resolve(call, keyId, KeyResolver.Naming.ANY_KEY)
        .map(key -> new Target(key, grant.filter(one -> one.keyArn().equals(key.arn())), grantId));
  }

  @Override
  public List<Check> checks(Call call, Input input, Target target) {
    return List.of();
  }

  @Override
  public List<ResourceRef> resources(Call call, Input input, Target target) {
    return List.of(KeyOperation.ref(target.key()));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, Target target, Authorization authorization) {
    KmsGrant grant = requireParty(call, target);
    KmsKey key = target.key().key(StateTable.Row.ANY);
    Principal caller = call.caller().principal();
    Outcome.Details details =
        new Outcome.Details(
            Optional.of(JsonObject.builder().put("keyId", key.arn()).build()),
            Optional.of(RecordElements.ended(grant)),
            List.of());
    KmsGrant ended = grant.end("retired", caller.arn(), call.time());
    return requireNotDenied(call, target)
        .map(
            _ -> {
              KmsErrors.stopDryRun(input.dryRun().orElse(false));
              return GrantEnd.of(
                  kms.store(), key, ended, new Outcome.Answer<>(new Output(), details));
            });
  }

  /// No policy gives the right to retire a grant, but one may take it away.
  private Future<Void> requireNotDenied(Call call, Target target) {
    return kms.authorizer()
        .authorize(call, List.of(KeyChecks.of(ACTION, target.key(), Map.of())))
        .map(
            answer -> {
              boolean denied =
                  answer.evaluated().stream()
                      .anyMatch(one -> one.decision().verdict() == Verdict.EXPLICIT_DENY);
              if (denied) {
                throw KmsErrors.accessDenied(answer.message());
              }
              return null;
            });
  }

  /// The grant, if the caller may retire it. In another account, a grant that is not there and one
  /// of other people look alike.
  private static KmsGrant requireParty(Call call, Target target) {
    Principal caller = call.caller().principal();
    if (target.grant().isPresent() && isParty(target.grant().get(), caller)) {
      return target.grant().get();
    }
    if (target.grant().isEmpty() && target.key().account().equals(call.account())) {
      throw KmsErrors.grantNotFound(target.grantId());
    }
    throw KmsErrors.accessDenied(
        "User: %s is not authorized to perform: kms:RetireGrant on resource: %s"
            .formatted(caller.arn(), target.key().named()));
  }

  private static boolean isParty(KmsGrant grant, Principal caller) {
    KmsGrant.Terms terms = grant.terms();
    boolean retiring =
        terms.retiring().filter(text -> GrantPrincipals.names(text, caller)).isPresent();
    boolean grantee =
        terms.operations().contains(GrantOperation.RetireGrant)
            && GrantPrincipals.names(terms.grantee(), caller);
    boolean owner =
        caller instanceof Principal.Root root && root.arn().equals(grant.issuingAccount());
    return retiring || grantee || owner;
  }
}
