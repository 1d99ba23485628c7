package io.keytrail.server.kms;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes a key unusable at once and its material erased after a waiting time.
final class ScheduleKeyDeletion
    extends KeyOperation<ScheduleKeyDeletion.Input, ScheduleKeyDeletion.Output> {
  private static final int MIN_DAYS = 7;
  private static final int MAX_DAYS = 30;
  private final KmsCore kms;

  ScheduleKeyDeletion(KmsCore kms) {
    super(new Facts<>("ScheduleKeyDeletion", Input.class, Output.class, false));
    this.kms = kms;
  }

  record Input(String keyId, Optional<Integer> pendingWindowInDays) {
    int days() {
      return pendingWindowInDays.orElse(MAX_DAYS);
    }
  }

  record Output(String keyId, Instant deletionDate, String keyState, int pendingWindowInDays) {}

  @Override
  public Future<KeyTarget> target(Call call, Input input) {
    int days = input.days();
    if (days < MIN_DAYS || days > MAX_DAYS) {
      throw KmsErrors.validation(
          "PendingWindowInDays must be between %d and %d days (inclusive), but you specified %d."
              .formatted(MIN_DAYS, MAX_DAYS, days));
    }
    return kms.keys().resolve(call, input.keyId(), KeyResolver.Naming.OWN_KEY);
  }

  @Override
  public List<Check> checks(Call call, Input input, KeyTarget target) {
    ContextValue days = ContextValue.of(Integer.toString(input.days()));
    return List.of(
        KeyChecks.of(action(), target, Map.of("kms:ScheduleKeyDeletionPendingWindowInDays", days)));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, KeyTarget target, Authorization authorization) {
    KmsKey key = target.key(StateTable.Row.SCHEDULE_DELETION);
    KmsKey next = key.withDeletion(call.time(), input.days());
    Instant date = next.deletion().orElseThrow().at();
    Output output = new Output(key.arn(), date, next.state().wireName(), input.days());
    JsonObject elements =
        JsonObject.builder()
            .put("keyId", key.arn())
            .put("keyState", next.state().wireName())
            .put("deletionDate", RecordElements.date(date))
            .put("pendingWindowInDays", input.days())
            .build();
    return Future.succeededFuture(
        KeyStateChange.of(
            kms.store(),
            key,
            next,
            new Outcome.Answer<>(output, Outcome.Details.response(elements))));
  }
}
