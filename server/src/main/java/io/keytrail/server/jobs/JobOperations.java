package io.keytrail.server.jobs;

import io.keytrail.server.invoke.ApiOperation;
import java.util.List;
import java.util.stream.Collectors;

/// The operations of `/api/v1` on jobs.
public final class JobOperations {
  private JobOperations() {}

  /// @param types that this server runs
  public static List<ApiOperation> all(JobStore store, JobQueue queue, List<JobType> types) {
    return List.of(
        new GetJob(store),
        new ListJobs(store),
        new CancelJob(
            store,
            queue,
            types.stream()
                .filter(JobType::cancellable)
                .map(JobType::name)
                .collect(Collectors.toUnmodifiableSet())));
  }
}
