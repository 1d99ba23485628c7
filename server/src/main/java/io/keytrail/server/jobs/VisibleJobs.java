package io.keytrail.server.jobs;

import io.keytrail.server.invoke.ApiOperation.Request;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Problem;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/// Jobs by the id in a path. A job of another account looks like none.
final class VisibleJobs {
  private VisibleJobs() {}

  static Future<Job> require(JobStore store, Call call, Request request) {
    String text = request.path().getOrDefault("id", "");
    Optional<UUID> id = uuid(text);
    Future<Optional<Job>> found =
        id.isPresent() ? store.job(id.get()) : Future.succeededFuture(Optional.empty());
    return found.map(
        job ->
            job.filter(one -> call.caller().operator() || one.account().equals(call.account()))
                .orElseThrow(
                    () -> Problem.of(404, "JOB_NOT_FOUND", "there is no job `" + text + "`")));
  }

  /// Only as we write them: 36 characters.
  static Optional<UUID> uuid(String text) {
    try {
      UUID id = UUID.fromString(text);
      return Optional.of(id).filter(same -> same.toString().equals(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
