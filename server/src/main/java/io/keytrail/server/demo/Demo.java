package io.keytrail.server.demo;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.invoke.ServiceCalls;
import io.keytrail.server.invoke.Transactions;
import io.keytrail.server.jobs.JobQueue;
import io.keytrail.server.jobs.JobType;
import io.keytrail.server.jobs.NewJob;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// `--demo`: the seed's story, played as a job into a deployment that nobody has used. Thread-safe.
public final class Demo {
  /// The account that the story's policies and ids are of.
  public static final String ACCOUNT = Cast.ACCOUNT;

  /// The same in every deployment, so that two servers that start together play it once.
  private static final UUID JOB =
      UUID.nameUUIDFromBytes("keytrail demo".getBytes(StandardCharsets.UTF_8));

  private final Dependencies needs;

  /// @param unused whether nothing is on record yet
  public record Dependencies(
      ServiceCalls calls,
      JobQueue jobs,
      Transactions transactions,
      Supplier<Future<Boolean>> unused,
      SecureRandom random) {}

  /// How a wish for the story was met.
  public sealed interface Answer {

    /// It is being played, or was when an earlier start asked for it.
    record Job(UUID id, boolean ended) implements Answer {}

    /// Something else happened here before; nothing was changed.
    record NotEmpty() implements Answer {}
  }

  public Demo(Dependencies needs) {
    this.needs = needs;
  }

  public JobType job() {
    return new StoryJob(needs.calls(), needs.random());
  }

  /// Puts the story's job down, unless it is there or the deployment has been used.
  public Future<Answer> ask(String region) {
    return needs
        .jobs()
        .job(JOB)
        .compose(
            found ->
                found.isPresent()
                    ? Future.succeededFuture(new Answer.Job(JOB, found.get().state().ended()))
                    : needs.unused().get().compose(unused -> unused ? enqueue(region) : no()));
  }

  private static Future<Answer> no() {
    return Future.succeededFuture(new Answer.NotEmpty());
  }

  private Future<Answer> enqueue(String region) {
    NewJob story =
        new NewJob(
            JOB,
            StoryJob.NAME,
            ACCOUNT,
            JsonObject.builder().put(StoryJob.REGION, region).build(),
            Duration.ZERO,
            Optional.of(StoryJob.NAME));
    return needs
        .transactions()
        .inTransaction(tx -> needs.jobs().enqueue(tx, story))
        .map(_ -> new Answer.Job(JOB, false));
  }
}
