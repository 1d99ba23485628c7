package io.keytrail.server.jobs;

import io.keytrail.server.invoke.Unavailable;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Futures as blocking calls, for virtual threads.
final class Waiting {
  private Waiting() {}

  /// The result; fails as the future does, with [TookTooLong] after `patience`, and with
  /// [JobSignal.Stopped] where the thread is interrupted.
  static <T> T on(Future<T> future, Duration patience) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failed.getCause());
    } catch (TimeoutException late) {
      throw new TookTooLong(patience);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new JobSignal.Stopped();
    }
  }

  /// No answer came in time; what was asked for may still happen.
  static final class TookTooLong extends RuntimeException implements Unavailable {
    private static final long serialVersionUID = 1L;

    TookTooLong(Duration patience) {
      super("no answer within " + patience.toSeconds() + " s", null, false, false);
    }
  }
}
