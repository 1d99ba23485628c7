package io.keytrail.server.jobs;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.CommonErrors;
import io.keytrail.server.invoke.Invoker;
import io.keytrail.server.invoke.Unavailable;
import java.time.Duration;

/// When a job that failed is tried again.
public final class Attempts {
  private static final int MOST_AFTER_BUGS = 5;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final int MAX_DOUBLINGS = 10;

  private Attempts() {}

  /// @param attempts in vain so far, this one included
  static boolean again(RuntimeException failure, int attempts) {
    return !(failure instanceof JobFailed) && (mayPass(failure) || attempts < MOST_AFTER_BUGS);
  }

  /// Whether the same call may succeed later: the database is away, a call was throttled.
  public static boolean mayPass(Throwable failure) {
    return switch (failure) {
      case Unavailable _ -> true;
      case Invoker.Refused refused -> mayPass(refused.reason());
      case ApiException reason ->
          reason.code().serverFault() || reason.code().equals(CommonErrors.THROTTLING);
      default -> false;
    };
  }

  /// @param attempts in vain so far, at least one
  static Duration pause(int attempts) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, MAX_DOUBLINGS));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
