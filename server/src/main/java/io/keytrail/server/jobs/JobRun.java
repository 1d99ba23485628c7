package io.keytrail.server.jobs;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.jobs.JobStore.Leave;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One claimed job, run to its next stop: its end, a sleep, a failure. On a virtual thread.
final class JobRun {
  private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final JobContext.Parts parts;
  private final JobType type;
  private final JobStore.Claimed job;
  private final JobClaim claim;

  JobRun(JobContext.Parts parts, JobType type, JobStore.Claimed job, JobClaim claim) {
    this.parts = parts;
    this.type = type;
    this.job = job;
    this.claim = claim;
  }

  boolean isOf(JobType other) {
    return type.name().equals(other.name());
  }

  JobClaim claim() {
    return claim;
  }

  void run() {
    try (claim) {
      leave(outcome());
    } catch (RuntimeException failure) {
      // The claim runs out by itself, and somebody goes on.
      LOG.warn("{} {} stopped: {}", job.type(), claim.claim().job(), failure.toString());
    }
  }

  /// Where to leave the job; empty if that is not ours to say.
  private Optional<Leave> outcome() {
    List<JobStore.Step> done;
    try {
      done = Waiting.on(parts.store().steps(claim.claim().job()), PATIENCE);
    } catch (JobSignal.Stopped _) {
      return Optional.of(new Leave(JobState.QUEUED, Duration.ZERO, job.attempts(), job.report()));
    }
    return outcome(new JobContext(parts, job, claim, done));
  }

  private Optional<Leave> outcome(JobContext context) {
    try {
      type.run(context);
      context.progress(1);
      return Optional.of(ended(JobState.DONE, context));
    } catch (JobSignal signal) {
      return signal(signal, context);
    } catch (RuntimeException failure) {
      return Optional.of(failed(failure, context));
    }
  }

  private Optional<Leave> signal(JobSignal signal, JobContext context) {
    return switch (signal) {
      case JobSignal.Sleep sleep ->
          Optional.of(new Leave(JobState.QUEUED, sleep.pause(), 0, context.report()));
      case JobSignal.Cancelled _ -> Optional.of(ended(JobState.CANCELLED, context));
      case JobSignal.Stopped _ ->
          Optional.of(
              new Leave(JobState.QUEUED, Duration.ZERO, context.attempts(), context.report()));
      case JobSignal.ClaimLost lost -> {
        LOG.warn("{} {} {}", job.type(), claim.claim().job(), lost.getMessage());
        yield Optional.empty();
      }
    };
  }

  private Leave failed(RuntimeException failure, JobContext context) {
    int attempts = context.attempts() + 1;
    if (Attempts.mayPass(failure)) {
      LOG.warn("{} {} waits: {}", job.type(), claim.claim().job(), failure.toString());
    } else if (!(failure instanceof JobFailed)) {
      LOG.error("{} {} failed", job.type(), claim.claim().job(), failure);
    }
    if (Attempts.again(failure, attempts)) {
      return new Leave(JobState.QUEUED, Attempts.pause(attempts), attempts, context.report());
    }
    String reason = reason(failure);
    type.failed(context, reason);
    context.error(JsonObject.builder().put("message", reason).build());
    return ended(JobState.FAILED, context);
  }

  private static String reason(RuntimeException failure) {
    @Nullable String message = failure.getMessage();
    return failure instanceof JobFailed && message != null
        ? message
        : "the job could not be completed; the server's log says why";
  }

  private static Leave ended(JobState state, JobContext context) {
    return new Leave(state, Duration.ZERO, context.attempts(), context.report());
  }

  private void leave(Optional<Leave> leave) {
    if (leave.isPresent()) {
      // An interrupted thread could not wait for the answer.
      boolean stopped = Thread.interrupted();
      boolean held = Waiting.on(parts.store().leave(claim.claim(), leave.get()), PATIENCE);
      if (!held) {
        LOG.warn("{} {} had lost its claim", job.type(), claim.claim().job());
      }
      if (stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
