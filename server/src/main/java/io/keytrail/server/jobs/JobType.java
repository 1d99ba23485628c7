package io.keytrail.server.jobs;

/// One kind of job. Its code runs on a virtual thread and blocks; several of its jobs may run at
/// once, so it keeps no state of its own.
public interface JobType {

  /// Stable, for rows name it: `workspaces.launch`.
  String name();

  /// Does the whole job, from the beginning: steps that are on record answer what they came to
  /// without being done again. Returns when it is done.
  ///
  /// Fails with [JobFailed] where the job cannot be done. What may pass (the database away, a call
  /// throttled) goes up as it is and is tried again, later and later. Anything else is a bug, and
  /// tried again a few times. [JobSignal] is how the context leaves this method; never catch it.
  void run(JobContext job);

  /// Called once the job has failed for good, before that is recorded: tidies up. May be repeated.
  ///
  /// @param reason for people
  default void failed(JobContext job, String reason) {}

  /// How many of its jobs one server runs at the same time, where that is less than of all jobs.
  default int atOnce() {
    return Integer.MAX_VALUE;
  }

  /// Whether people may ask it to end early. Then [JobContext#checkCancel] leaves [#run].
  default boolean cancellable() {
    return true;
  }
}
