package io.keytrail.server.jobs;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Problem;
import io.vertx.core.Future;
import java.util.Set;

/// `POST /api/v1/jobs/{id}/cancel`: asks a job to end. It ends at its next stop, not at once.
final class CancelJob implements ApiOperation {
  private final JobStore store;
  private final JobQueue queue;
  private final Set<String> cancellable;

  /// @param cancellable names of the types whose jobs people may end
  CancelJob(JobStore store, JobQueue queue, Set<String> cancellable) {
    this.store = store;
    this.queue = queue;
    this.cancellable = Set.copyOf(cancellable);
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String path() {
    return "/api/v1/jobs/{id}/cancel";
  }

  @Override
  public String action() {
    return "keytrail:CancelJob";
  }

  @Override
  public boolean recorded(Request request) {
    return true;
  }

  @Override
  public JsonObject openApi() {
    return JobsDescription.cancel();
  }

  @Override
  public Future<Answer> handle(Call call, Request request) {
    return VisibleJobs.require(store, call, request)
        .compose(this::cancel)
        .compose(_ -> VisibleJobs.require(store, call, request))
        .map(job -> new Answer(202, JobJson.of(job), Outcome.Details.NONE));
  }

  private Future<Void> cancel(Job job) {
    if (!cancellable.contains(job.type())) {
      throw Problem.of(
          409,
          "JOB_NOT_CANCELLABLE",
          "a job of type `" + job.type() + "` is not ended from here; it cleans up by itself");
    }
    return queue
        .cancel(job.id())
        .map(
            asked -> {
              if (!asked) {
                throw Problem.of(409, "JOB_ENDED", "the job `" + job.id() + "` has ended already");
              }
              return null;
            });
  }
}
