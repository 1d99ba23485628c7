package io.keytrail.server.jobs;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A report in the making. Confined to the job's thread but for [#build].
final class ReportBuilder {
  private static final int MAX_ERRORS = 1_000;
  private static final String ERRORS = "errors";
  private static final long PAUSE_NANOS = Duration.ofMillis(300).toNanos();

  private final Map<String, JsonValue> counts = new LinkedHashMap<>();
  private final List<JsonValue> errors = new ArrayList<>();
  private double progress;
  private long shownNanos = System.nanoTime() - PAUSE_NANOS;

  ReportBuilder(JobReport before) {
    counts.putAll(before.counts().members());
    errors.addAll(before.errors().elements());
    progress = before.progress();
  }

  synchronized void progress(double value) {
    progress = Math.clamp(value, 0, 1);
  }

  synchronized void count(String name, long value) {
    counts.put(name, JsonNumber.of(value));
  }

  synchronized void error(JsonObject error) {
    if (errors.size() < MAX_ERRORS) {
      errors.add(error);
    }
    long all = counts.get(ERRORS) instanceof JsonNumber number ? number.asLong().orElse(0) : 0;
    counts.put(ERRORS, JsonNumber.of(all + 1));
  }

  /// Whether it is worth a write: not more often than people look.
  boolean due(long nowNanos) {
    boolean due = nowNanos - shownNanos >= PAUSE_NANOS;
    if (due) {
      shownNanos = nowNanos;
    }
    return due;
  }

  synchronized JobReport build() {
    return new JobReport(progress, new JsonObject(counts), new JsonArray(errors));
  }
}
