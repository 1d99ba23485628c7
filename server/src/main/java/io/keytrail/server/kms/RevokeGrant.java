package io.keytrail.server.kms;

import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Ends a grant by permission on its key.
final class RevokeGrant extends KeyOperation<RevokeGrant.Input, RevokeGrant.Output> {
  private final KmsCore kms;

  RevokeGrant(KmsCore kms) {
    super(new Facts<>("RevokeGrant", Input.class, Output.class, false));
    this.kms = kms;
  }

  record Input(String keyId, String grantId, Optional<Boolean> dryRun) {}

  record Output() {}

  @Override
  public Future<KeyTarget> target(Call call, Input input) {
    return kms.keys().resolve(call, input.keyId(), KeyResolver.Naming.ANY_KEY);
  }

  @Override
  public List<Check> checks(Call call, Input input, KeyTarget target) {
    return List.of(
        KeyChecks.of(
            action(),
            target,
            Map.of(
                KeyContext.FOR_AWS_RESOURCE, KeyContext.flag(CreateGrant.forAwsResource(call)))));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, KeyTarget target, Authorization authorization) {
    KmsKey key = target.key(StateTable.Row.ANY);
    ListGrants.requireGrantId(input.grantId());
    return kms.store()
        .grant(input.grantId())
        .map(
            found -> {
              KmsGrant grant =
                  found
                      .filter(one -> one.live() && one.keyId().equals(key.id()))
                      .orElseThrow(() -> KmsErrors.grantNotFound(input.grantId()));
              KmsErrors.stopDryRun(input.dryRun().orElse(false));
              KmsGrant ended = grant.end("revoked", call.caller().principal().arn(), call.time());
              Outcome.Answer<Output> done = new Outcome.Answer<>(new Output(), details(key, grant));
              return GrantEnd.of(kms.store(), key, ended, done);
            });
  }

  private static Outcome.Details details(KmsKey key, KmsGrant grant) {
    return new Outcome.Details(
        RecordElements.key(key.arn()).responseElements(),
        Optional.of(RecordElements.ended(grant)),
        List.of());
  }
}
