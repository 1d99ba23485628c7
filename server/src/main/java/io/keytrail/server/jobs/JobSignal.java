package io.keytrail.server.jobs;

import java.time.Duration;

/// How a [JobContext] leaves a job's code. Not a failure; only the runner catches it.
public abstract sealed class JobSignal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private JobSignal(String message) {
    super(message, null, false, false);
  }

  /// The job gives its claim up and goes on later.
  static final class Sleep extends JobSignal {
    private static final long serialVersionUID = 1L;
    private final transient Duration pause;

    Sleep(Duration pause) {
      super("sleeps " + pause);
      this.pause = pause;
    }

    Duration pause() {
      return pause;
    }
  }

  /// The job was asked to end, and does.
  static final class Cancelled extends JobSignal {
    private static final long serialVersionUID = 1L;

    Cancelled() {
      super("was cancelled");
    }
  }

  /// Somebody else may have claimed the job; nothing more may be done for it here.
  static final class ClaimLost extends JobSignal {
    private static final long serialVersionUID = 1L;

    ClaimLost() {
      super("lost its claim");
    }
  }

  /// This server ends; another one, or this one after its start, goes on.
  static final class Stopped extends JobSignal {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super("was stopped with its server");
    }
  }
}
