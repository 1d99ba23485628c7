package io.keytrail.server.jobs;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Call;
import io.vertx.core.Future;

/// `GET /api/v1/jobs/{id}`: one job of the caller's account; of any, for the operator.
final class GetJob implements ApiOperation {
  private final JobStore store;

  GetJob(JobStore store) {
    this.store = store;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return "/api/v1/jobs/{id}";
  }

  @Override
  public String action() {
    return "keytrail:GetJob";
  }

  @Override
  public boolean recorded(Request request) {
    return false;
  }

  @Override
  public JsonObject openApi() {
    return JobsDescription.get();
  }

  @Override
  public Future<Answer> handle(Call call, Request request) {
    return VisibleJobs.require(store, call, request).map(job -> Answer.ok(JobJson.of(job)));
  }
}
