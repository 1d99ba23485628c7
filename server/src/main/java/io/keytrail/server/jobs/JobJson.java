package io.keytrail.server.jobs;

import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// Jobs as the API shows them.
public final class JobJson {
  private static final int DECIMALS = 4;

  private JobJson() {}

  public static JsonObject of(Job job) {
    return JsonObject.builder()
        .put("id", job.id().toString())
        .put("type", job.type())
        .put("account", job.account())
        .put("state", job.state().text())
        .put("progress", progress(job.report().progress()))
        .put("counts", job.report().counts())
        .put("errors", job.report().errors())
        .put("cancelAsked", job.cancelAsked())
        .put("created", job.created().toString())
        .put("updated", job.updated().toString())
        .build();
  }

  /// Of a job that was just enqueued: what a 202 answers.
  public static JsonObject of(NewJob job) {
    return JsonObject.builder()
        .put("id", job.id().toString())
        .put("type", job.type())
        .put("account", job.account())
        .put("state", JobState.QUEUED.text())
        .put("progress", progress(0))
        .put("counts", JsonObject.EMPTY)
        .put("errors", io.keytrail.audit.json.JsonArray.EMPTY)
        .build();
  }

  private static JsonNumber progress(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.DOWN);
    return new JsonNumber(rounded.stripTrailingZeros().toPlainString());
  }
}
