package io.keytrail.server.workspaces;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.CommonErrors;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Launches desktops. Each request succeeds or fails by itself; one that succeeds is PENDING, and a
/// job does the rest.
final class CreateWorkspaces
    extends WorkspacesOperation<
        CreateWorkspaces.Input,
        Map<String, Optional<WorkspaceDirectory>>,
        CreateWorkspaces.Output> {
  private final WorkspacesCore core;

  CreateWorkspaces(WorkspacesCore core) {
    super(new Facts<>("CreateWorkspaces", Input.class, Output.class, false));
    this.core = core;
  }

  record Input(List<WorkspaceRequest> workspaces) {}

  record Output(List<FailedRequest> failedRequests, List<WorkspaceView> pendingRequests) {}

  record FailedRequest(WorkspaceRequest workspaceRequest, String errorCode, String errorMessage) {}

  @Override
  public Access access() {
    return new Access.Checked(
        List.of(
            new Access.Rule(action(), "each directory"),
            new Access.Rule(action(), "each bundle"),
            new Access.Rule(action(), "the WorkSpaces to be")));
  }

  /// The directories that are named, for their tags.
  @Override
  public Future<Map<String, Optional<WorkspaceDirectory>>> target(Call call, Input input) {
    Map<String, Optional<WorkspaceDirectory>> found = new LinkedHashMap<>();
    Future<Void> done = Future.succeededFuture();
    Set<String> ids = new LinkedHashSet<>();
    input.workspaces().forEach(request -> ids.add(request.directoryId()));
    for (String id : ids) {
      done =
          done.compose(_ -> core.directories().directory(Place.of(call), id))
              .onSuccess(directory -> found.put(id, directory))
              .mapEmpty();
    }
    return done.map(found);
  }

  @Override
  public List<Check> checks(
      Call call, Input input, Map<String, Optional<WorkspaceDirectory>> directories) {
    Place place = Place.of(call);
    List<Check> checks = new ArrayList<>();
    directories.forEach(
        (id, found) ->
            checks.add(
                check(
                    call,
                    place.directoryArn(id),
                    found.map(one -> TagPair.ofResource(one.tags())).orElse(Map.of()))));
    input.workspaces().stream()
        .map(WorkspaceRequest::bundleId)
        .distinct()
        .forEach(id -> checks.add(check(call, place.bundleArn(id), Map.of())));
    input.workspaces().stream()
        .<Map<String, ContextValue>>map(request -> TagPair.requested(request.tags()))
        .distinct()
        .forEach(tags -> checks.add(check(call, place.workspaceArn("*"), tags)));
    return checks;
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call,
      Input input,
      Map<String, Optional<WorkspaceDirectory>> directories,
      Authorization authorization) {
    return new DirectoryService(core.calls(), core.roles())
        .inRole(call)
        .compose(inRole -> admitAll(new Admission(core, call, inRole), input.workspaces()))
        .map(results -> new Outcome.Change<>(tx -> conclude(tx, results, input), List.of()));
  }

  /// One after the other: two of them may be for the same user.
  private static Future<List<Admission.Result>> admitAll(
      Admission admission, List<WorkspaceRequest> requests) {
    List<Admission.Result> results = new ArrayList<>();
    Future<Void> done = Future.succeededFuture();
    for (WorkspaceRequest request : requests) {
      done = done.compose(_ -> admission.of(request)).onSuccess(results::add).mapEmpty();
    }
    return done.map(results);
  }

  private Future<Outcome.Answer<Output>> conclude(
      Tx tx, List<Admission.Result> results, Input input) {
    List<FailedRequest> failed = new ArrayList<>();
    List<Workspace> pending = new ArrayList<>();
    Reservations reservations = new Reservations(core);
    Future<Void> done = Future.succeededFuture();
    for (int i = 0; i < results.size(); i++) {
      WorkspaceRequest request = input.workspaces().get(i);
      switch (results.get(i)) {
        case Admission.Result.Failed refused -> failed.add(failure(refused));
        case Admission.Result.Reserved(Workspace reserved, Optional<String> grantId) ->
            done =
                done.compose(_ -> reservations.admit(tx, reserved, grantId))
                    .onSuccess(
                        admitted ->
                            admitted.ifPresentOrElse(
                                pending::add, () -> failed.add(tookTooLong(request))))
                    .mapEmpty();
      }
    }
    return done.map(_ -> answer(failed, pending));
  }

  private static FailedRequest failure(Admission.Result.Failed refused) {
    return new FailedRequest(refused.request(), refused.code(), refused.message());
  }

  private static FailedRequest tookTooLong(WorkspaceRequest request) {
    ApiException reason =
        new ApiException(CommonErrors.UNAVAILABLE, "The launch took too long to begin; try again.");
    return new FailedRequest(request, reason.code().name(), reason.message());
  }

  private static Outcome.Answer<Output> answer(
      List<FailedRequest> failed, List<Workspace> pending) {
    List<WorkspaceView> views = pending.stream().map(WorkspaceView::of).toList();
    return new Outcome.Answer<>(
        new Output(failed, views), TrailDetails.of(elements(failed, views), pending));
  }

  private static JsonValue elements(List<FailedRequest> failed, List<WorkspaceView> pending) {
    List<JsonValue> failures = new ArrayList<>();
    for (FailedRequest one : failed) {
      failures.add(
          JsonObject.builder()
              .put("errorCode", one.errorCode())
              .put("errorMessage", one.errorMessage())
              .put(
                  "workspaceRequest",
                  JsonObject.builder()
                      .put("directoryId", one.workspaceRequest().directoryId())
                      .put("userName", one.workspaceRequest().userName())
                      .put("bundleId", one.workspaceRequest().bundleId())
                      .build())
              .build());
    }
    List<JsonValue> made = pending.stream().map(CreateWorkspaces::element).toList();
    return JsonObject.builder()
        .put("failedRequests", new JsonArray(failures))
        .put("pendingRequests", new JsonArray(made))
        .build();
  }

  private static JsonValue element(WorkspaceView view) {
    JsonObject.Builder element =
        JsonObject.builder()
            .put("workspaceId", view.workspaceId())
            .put("directoryId", view.directoryId())
            .put("userName", view.userName())
            .put("bundleId", view.bundleId())
            .put("state", view.state());
    view.volumeEncryptionKey().ifPresent(key -> element.put("volumeEncryptionKey", key));
    return element
        .put("rootVolumeEncryptionEnabled", view.rootVolumeEncryptionEnabled())
        .put("userVolumeEncryptionEnabled", view.userVolumeEncryptionEnabled())
        .build();
  }
}
