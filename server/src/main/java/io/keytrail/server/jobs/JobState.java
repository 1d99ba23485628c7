package io.keytrail.server.jobs;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Where a job stands. To who looks, a job that has begun and sleeps, or waits for its next
/// attempt, is running.
public enum JobState {
  QUEUED,
  RUNNING,
  DONE,
  FAILED,
  CANCELLED;

  /// As rows and answers say it: `queued`.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<JobState> of(String text) {
    return Arrays.stream(values()).filter(state -> state.text().equals(text)).findFirst();
  }

  /// Whether nothing happens to it any more.
  public boolean ended() {
    return switch (this) {
      case QUEUED, RUNNING -> false;
      case DONE, FAILED, CANCELLED -> true;
    };
  }
}
