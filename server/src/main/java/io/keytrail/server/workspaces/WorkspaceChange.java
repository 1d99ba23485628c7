package io.keytrail.server.workspaces;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Tx;
import io.keytrail.server.jobs.NewJob;
import io.keytrail.server.workspaces.Workspace.Work;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// An operation that sends desktops on their way, each by itself: those that may not go are named
/// in the answer, with the reason. A job that moved one before is asked to end, and waited for.
abstract class WorkspaceChange<I extends Record, O extends Record>
    extends WorkspacesOperation<I, Map<String, Optional<Workspace>>, O> {
  private final WorkspacesCore core;
  private final Transition transition;

  WorkspaceChange(Facts<I, O> facts, WorkspacesCore core, Transition transition) {
    super(facts);
    this.core = core;
    this.transition = transition;
  }

  /// The desktops that the request names.
  abstract List<String> named(I input);

  abstract O output(List<FailedChange> failed);

  @Override
  public final Access access() {
    return Access.checked(action(), "each WorkSpace");
  }

  /// By id, in order: so that two calls lock them in the same order.
  @Override
  public final Future<Map<String, Optional<Workspace>>> target(Call call, I input) {
    Map<String, Optional<Workspace>> found = new TreeMap<>();
    named(input).forEach(id -> found.put(id, Optional.empty()));
    return core.workspaces()
        .workspaces(WorkspaceStore.Query.of(Place.of(call), List.copyOf(found.keySet())))
        .map(
            workspaces -> {
              workspaces.forEach(one -> found.put(one.id(), Optional.of(one)));
              return found;
            });
  }

  @Override
  public final List<Check> checks(Call call, I input, Map<String, Optional<Workspace>> workspaces) {
    List<Check> checks = new ArrayList<>();
    workspaces.forEach(
        (id, found) ->
            checks.add(
                check(
                    call,
                    Place.of(call).workspaceArn(id),
                    found.map(one -> TagPair.ofResource(one.tags())).orElse(Map.of()))));
    return checks;
  }

  @Override
  public final Future<Outcome<O>> execute(
      Call call,
      I input,
      Map<String, Optional<Workspace>> workspaces,
      Authorization authorization) {
    List<FailedChange> failed = new ArrayList<>();
    List<Workspace> concerned = new ArrayList<>();
    List<Workspace> going = new ArrayList<>();
    workspaces.forEach(
        (id, found) -> {
          Optional<ApiException> refusal = refusal(id, found);
          refusal.ifPresent(
              reason -> failed.add(new FailedChange(id, reason.code().name(), reason.message())));
          found.ifPresent(concerned::add);
          found
              .filter(one -> refusal.isEmpty() && !transition.underWay(one.state()))
              .ifPresent(going::add);
        });
    Outcome.Answer<O> answer =
        new Outcome.Answer<>(output(failed), TrailDetails.of(elements(failed), concerned));
    return Future.succeededFuture(
        going.isEmpty()
            ? answer
            : new Outcome.Change<>(tx -> sendAll(tx, call, going).map(answer), List.of()));
  }

  private Optional<ApiException> refusal(String id, Optional<Workspace> found) {
    if (found.isEmpty()) {
      return Optional.of(WorkspacesErrors.noWorkspace(id));
    }
    Workspace workspace = found.get();
    if (!transition.allowedFrom(workspace.state())) {
      return Optional.of(
          WorkspacesErrors.invalidState(
              "The WorkSpace %s is %s, from which it cannot go to %s."
                  .formatted(id, workspace.state(), transition.via())));
    }
    return transition.needsStoppable() && !workspace.properties().stoppable()
        ? Optional.of(
            WorkspacesErrors.notSupported(
                "The WorkSpace %s has the running mode ALWAYS_ON; only AUTO_STOP and MANUAL ones are started and stopped."
                    .formatted(id)))
        : Optional.empty();
  }

  private Future<Void> sendAll(Tx tx, Call call, List<Workspace> going) {
    Future<Void> done = Future.succeededFuture();
    for (Workspace workspace : going) {
      done = done.compose(_ -> send(tx, call, workspace));
    }
    return done;
  }

  // Everywhere the job's row is locked before the desktop's, as jobs themselves do.
  private Future<Void> send(Tx tx, Call call, Workspace workspace) {
    return core.jobs()
        .cancel(tx, workspace.work().job())
        .compose(_ -> core.workspaces().lock(tx, workspace.place(), workspace.id()))
        .compose(
            current -> {
              if (current.filter(one -> one.version() == workspace.version()).isEmpty()) {
                throw new Outcome.StaleTarget(workspace.id() + " is moving");
              }
              Workspace next = workspace.moving(transition.via(), work(call.time(), workspace));
              return core.workspaces()
                  .update(tx, next)
                  .compose(_ -> core.jobs().enqueue(tx, job(next)))
                  .mapEmpty();
            });
  }

  private Work work(Instant now, Workspace before) {
    Duration takes = core.simulation().of(transition);
    return new Work(UUID.randomUUID(), Optional.of(before.work().job()), now, now.plus(takes));
  }

  private NewJob job(Workspace workspace) {
    return new NewJob(
        workspace.work().job(),
        transition.job(),
        workspace.place().account(),
        Reservations.input(workspace),
        Duration.ZERO,
        Optional.empty());
  }

  private static JsonValue elements(List<FailedChange> failed) {
    List<JsonValue> entries = new ArrayList<>();
    for (FailedChange one : failed) {
      entries.add(
          JsonObject.builder()
              .put("workspaceId", one.workspaceId())
              .put("errorCode", one.errorCode())
              .put("errorMessage", one.errorMessage())
              .build());
    }
    return JsonObject.builder().put("failedRequests", new JsonArray(entries)).build();
  }
}
