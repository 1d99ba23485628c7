package io.keytrail.server.jobs;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Port: where jobs are kept. `Boolean` answers of writes with a [Claim] say whether the claim
/// still holds; where it does not, nothing was changed.
public interface JobStore {

  /// The right to work on a job: holds until it runs out or a higher epoch is given to somebody
  /// else.
  record Claim(UUID job, long epoch) {}

  /// A job that was claimed, with what it had shown and done so far.
  ///
  /// @param attempts in vain since the last step that succeeded
  record Claimed(
      Claim claim,
      String account,
      String type,
      JsonObject input,
      JobReport report,
      int attempts,
      boolean cancelAsked) {}

  /// @param nextDue how long until some job of these types is due; empty if there is none
  record Claims(List<Claimed> jobs, Optional<Duration> nextDue) {
    public Claims {
      jobs = List.copyOf(jobs);
    }
  }

  /// A recorded step.
  record Step(int number, String name, JsonObject detail) {}

  /// Where a claimant leaves a job.
  ///
  /// @param state queued: to be claimed again after the pause
  record Leave(JobState state, Duration pause, int attempts, JobReport report) {}

  /// Whether a claim was extended, and whether the job was asked to end.
  record Extended(boolean holds, boolean cancelAsked) {}

  /// Which jobs to list, newest first.
  ///
  /// @param account absent: of all accounts
  /// @param after a job; those older than it
  record Query(
      Optional<String> account,
      Optional<String> type,
      Optional<JobState> state,
      Optional<UUID> after,
      int limit) {}

  /// Whether the job was put in; not so where its singleton name is taken.
  ///
  /// @param committed called when the transaction is
  Future<Boolean> insert(Tx tx, NewJob job, Runnable committed);

  /// Makes a waiting job due now, as part of `tx`.
  ///
  /// @param committed called when the transaction is
  Future<Void> hasten(Tx tx, UUID id, Runnable committed);

  /// Takes a job back that nobody has begun, as part of `tx`; whether it could.
  Future<Boolean> withdraw(Tx tx, UUID id);

  /// Takes at most `most` due jobs that nobody holds.
  Future<Claims> claim(UUID server, Collection<String> types, int most, Duration lease);

  Future<Extended> extend(Claim claim, Duration lease);

  /// Ends every claim. Only for a server that is alone on its database, at its start.
  Future<Integer> releaseAll();

  /// What was recorded, by number.
  Future<List<Step>> steps(UUID job);

  /// Keeps the claim from changing hands until the transaction ends.
  Future<Boolean> hold(Tx tx, Claim claim);

  /// Records a step, in place of one of the same name. Needs [#hold] in the same transaction.
  Future<Void> record(Tx tx, Claim claim, Step step);

  /// Shows the report; also resets the attempts. Needs [#hold] in the same transaction.
  Future<Void> report(Tx tx, Claim claim, JobReport report);

  /// Ends the claim.
  Future<Boolean> leave(Claim claim, Leave leave);

  Future<Optional<Job>> job(UUID id);

  Future<List<Job>> jobs(Query query);

  /// Asks a job to end: one that has never been claimed is cancelled at once, any other is due at
  /// once. Whether there was one that had not ended.
  Future<Boolean> askCancel(UUID id);

  /// The same as part of `tx`.
  ///
  /// @param committed called when the transaction is
  Future<Boolean> askCancel(Tx tx, UUID id, Runnable committed);

  /// Forgets jobs that ended before then; answers how many.
  Future<Integer> prune(Instant before);
}
