package io.keytrail.server.workspaces;

import java.time.Duration;

/// How long things take: as long as in AWS, but on a faster clock.
///
/// @param speed simulated seconds a second
public record Simulation(double speed) {
  private static final Duration LAUNCH_ENCRYPTED_ROOT = Duration.ofMinutes(60);
  private static final Duration LAUNCH = Duration.ofMinutes(20);
  private static final Duration REBOOT = Duration.ofMinutes(2);
  private static final Duration REBUILD = Duration.ofMinutes(20);
  private static final Duration STOP_OR_START = Duration.ofMinutes(1);
  private static final Duration TERMINATE = Duration.ofMinutes(1);
  private static final Duration IMAGE = Duration.ofMinutes(45);

  public Simulation {
    if (!(speed > 0) || Double.isInfinite(speed)) {
      throw new IllegalArgumentException("the speed must be a number above 0, not " + speed);
    }
  }

  Duration launch(boolean rootEncrypted) {
    return real(rootEncrypted ? LAUNCH_ENCRYPTED_ROOT : LAUNCH);
  }

  Duration of(Transition transition) {
    return real(
        switch (transition) {
          case REBOOT -> REBOOT;
          case REBUILD -> REBUILD;
          case START, STOP -> STOP_OR_START;
          case TERMINATE -> TERMINATE;
        });
  }

  Duration image() {
    return real(IMAGE);
  }

  private Duration real(Duration simulated) {
    return Duration.ofNanos((long) (simulated.toNanos() / speed));
  }
}
