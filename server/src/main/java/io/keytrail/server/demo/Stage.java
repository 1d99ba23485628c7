package io.keytrail.server.demo;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.Invoker;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Origin;
import io.keytrail.server.invoke.ServiceCalls;
import io.keytrail.server.jobs.JobContext;
import java.util.List;
import java.util.Optional;

/// The story's calls: each goes the road of a client's, so that it is authorised and recorded as
/// one. Blocks; confined to the job's thread.
final class Stage {
  /// By this the story's own calls are told from people's: `userAgent = keytrail-demo`.
  static final String USER_AGENT = "keytrail-demo";

  private static final Origin ORIGIN = new Origin("127.0.0.1", USER_AGENT, false, false);

  private final ServiceCalls calls;
  private final JobContext job;
  private final String region;

  Stage(ServiceCalls calls, JobContext job, String region) {
    this.calls = calls;
    this.job = job;
    this.region = region;
  }

  /// The account's root user, who prepares.
  Caller root() {
    return Caller.direct(new Principal.Root(job.account()), Optional.empty(), ORIGIN);
  }

  /// The administrator of desktops.
  ///
  /// @param userId as IAM gave it to her
  Caller administrator(String userId) {
    Principal alice = new Principal.User(job.account(), "/", Cast.ADMINISTRATOR, userId);
    return Caller.direct(alice, Optional.empty(), ORIGIN);
  }

  /// Answers the output. Fails with [Invoker.Refused].
  JsonObject call(Caller who, String service, String operation, JsonObject input) {
    return job.await(
            () -> calls.call(job.call(region, who), new OperationId(service, operation), input))
        .output();
  }

  /// A call that finds something or is refused because there is nothing.
  Optional<JsonObject> find(Caller who, String service, String operation, JsonObject input) {
    try {
      return Optional.of(call(who, service, operation, input));
    } catch (Invoker.Refused none) {
      if (MEAN_NONE.contains(none.reason().code().name())) {
        return Optional.empty();
      }
      throw none;
    }
  }

  private static final List<String> MEAN_NONE =
      List.of(
          "EntityDoesNotExistException",
          "ResourceNotFoundException",
          "NoSuchEntityException",
          "NotFoundException");

  /// A call that is there to be refused: the trail of a deployment has such, too.
  void refused(Caller who, String service, String operation, JsonObject input) {
    try {
      var _ = call(who, service, operation, input);
      throw new IllegalStateException(operation + " was to be refused and was not");
    } catch (Invoker.Refused expected) {
      String code = expected.reason().code().name();
      if (!code.startsWith("AccessDenied")) {
        throw expected;
      }
    }
  }

  /// The one object of a list that has at most one.
  static Optional<JsonObject> only(JsonObject answer, String list) {
    return answer.member(list).orElse(JsonArray.EMPTY) instanceof JsonArray all
            && !all.elements().isEmpty()
            && all.elements().getFirst() instanceof JsonObject one
        ? Optional.of(one)
        : Optional.empty();
  }
}
