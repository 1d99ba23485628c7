package io.keytrail.server.workspaces;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Invoker;
import io.vertx.core.Future;
import java.util.Optional;

/// One desktop's way from a request to a reservation with a grant. The key comes first: whether it
/// fits, and whether the caller may have the service use it; then the user and the directory; then
/// whether the user has a desktop already.
///
/// Source: facts/ebs-workspaces.md §4.2 and §4.7.
final class Admission {
  private final WorkspacesCore core;
  private final KeyChoice keys;
  private final Grants grants;
  private final DirectoryService directories;
  private final Reservations reservations;
  private final Call call;
  private final Call inRole;

  /// @param call the administrator's
  /// @param inRole the same in the service's role, for questions to Directory Service
  Admission(WorkspacesCore core, Call call, Call inRole) {
    this.core = core;
    this.call = call;
    this.inRole = inRole;
    this.keys = new KeyChoice(core.managedKeys(), core.keys());
    this.grants = new Grants(core.calls(), core.keys());
    this.directories = new DirectoryService(core.calls(), core.roles());
    this.reservations = new Reservations(core);
  }

  /// What a request came to.
  sealed interface Result {

    /// Reserved, and to be admitted with the change that this call makes.
    record Reserved(Workspace workspace, Optional<String> grantId) implements Result {}

    record Failed(WorkspaceRequest request, String code, String message) implements Result {}
  }

  /// Fails only where something is out of order with us.
  Future<Result> of(WorkspaceRequest request) {
    return Future.<Void>succeededFuture()
        .compose(_ -> plan(request, request.plan()))
        .recover(failure -> refused(request, failure));
  }

  private static Future<Result> refused(WorkspaceRequest request, Throwable failure) {
    return switch (failure) {
      case ApiException reason -> Future.succeededFuture(failed(request, reason));
      case Invoker.Refused refused -> Future.succeededFuture(failed(request, refused.reason()));
      default -> Future.failedFuture(failure);
    };
  }

  static Result failed(WorkspaceRequest request, ApiException reason) {
    return new Result.Failed(request, reason.code().name(), reason.message());
  }

  private Future<Result> plan(WorkspaceRequest request, WorkspaceRequest.Plan plan) {
    return plan.encrypted()
        ? keys.choose(call, request.volumeEncryptionKey())
            .compose(key -> encrypted(request, plan, key))
        : plain(request, plan);
  }

  private Future<Result> plain(WorkspaceRequest request, WorkspaceRequest.Plan plan) {
    return keys.wakeManagedKey(call)
        .compose(_ -> owner(request))
        .compose(
            owner ->
                reservations.reserve(
                    call, new Reservations.Wish(request, plan, owner, Optional.empty())))
        .map(reserved -> new Result.Reserved(reserved, Optional.empty()));
  }

  private Future<Result> encrypted(
      WorkspaceRequest request, WorkspaceRequest.Plan plan, KeyChoice.Chosen key) {
    return owner(request)
        .compose(
            owner ->
                reservations.reserve(
                    call, new Reservations.Wish(request, plan, owner, Optional.of(key.name()))))
        .recover(failure -> keyFirst(request, key, failure))
        .compose(reserved -> grant(reserved, key));
  }

  /// Who may not use the key is told that, whatever else is wrong.
  private Future<Workspace> keyFirst(
      WorkspaceRequest request, KeyChoice.Chosen key, Throwable failure) {
    return failure instanceof ApiException
        ? grants
            .couldCreate(call, key.name(), request.userName(), request.directoryId())
            .compose(_ -> Future.failedFuture(failure))
        : Future.failedFuture(failure);
  }

  private Future<Result> grant(Workspace reserved, KeyChoice.Chosen key) {
    return grants
        .create(call, reserved)
        .compose(
            grantId -> (key.foreign() ? fit(key) : Future.<Void>succeededFuture()).map(grantId))
        .<Result>map(grantId -> new Result.Reserved(reserved, Optional.of(grantId)))
        .recover(failure -> undo(reserved).compose(_ -> Future.failedFuture(failure)));
  }

  private Future<Void> fit(KeyChoice.Chosen key) {
    return keys.requireFit(call, key.name());
  }

  private Future<Void> undo(Workspace reserved) {
    return grants.retire(call, reserved).compose(_ -> reservations.release(reserved));
  }

  /// Fails with [ApiException] if the directory is not registered, or has no such user.
  private Future<Workspace.Owner> owner(WorkspaceRequest request) {
    return core.directories()
        .directory(Place.of(call), request.directoryId())
        .compose(
            directory -> {
              if (directory.isEmpty()) {
                throw WorkspacesErrors.noDirectory(request.directoryId());
              }
              return directories.user(inRole, request.directoryId(), request.userName());
            })
        .map(
            user ->
                user.map(one -> new Workspace.Owner(request.directoryId(), one.name(), one.sid()))
                    .orElseThrow(
                        () ->
                            WorkspacesErrors.notFound(
                                "The directory %s has no user %s."
                                    .formatted(request.directoryId(), request.userName()))));
  }
}
