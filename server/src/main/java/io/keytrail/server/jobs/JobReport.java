package io.keytrail.server.jobs;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;

/// What a job shows of itself.
///
/// @param progress from 0 to 1
/// @param counts numbers by name
/// @param errors objects with a `message`, and where it happened
public record JobReport(double progress, JsonObject counts, JsonArray errors) {
  public static final JobReport EMPTY = new JobReport(0, JsonObject.EMPTY, JsonArray.EMPTY);

  public JobReport {
    if (!(progress >= 0 && progress <= 1)) {
      throw new IllegalArgumentException("progress is from 0 to 1, not " + progress);
    }
  }
}
