package io.keytrail.server.workspaces;

import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/// Shows desktops: all of them, or by ids, by directory (and user), or by bundle.
final class DescribeWorkspaces
    extends WorkspacesOperation<
        DescribeWorkspaces.Input, WorkspaceStore.Query, DescribeWorkspaces.Output> {
  private static final int PAGE = 25;
  private final WorkspacesCore core;

  DescribeWorkspaces(WorkspacesCore core) {
    super(new Facts<>("DescribeWorkspaces", Input.class, Output.class, true));
    this.core = core;
  }

  record Input(
      List<String> workspaceIds,
      Optional<String> directoryId,
      Optional<String> userName,
      Optional<String> bundleId,
      Optional<Integer> limit,
      Optional<String> nextToken,
      Optional<String> workspaceName) {

    /// How the list is narrowed, as text: a token belongs to one.
    String list() {
      return "DescribeWorkspaces/" + List.of(workspaceIds, directoryId, userName, bundleId);
    }
  }

  record Output(List<WorkspaceView> workspaces, Optional<String> nextToken) {}

  @Override
  public Future<WorkspaceStore.Query> target(Call call, Input input) {
    requireOneFilter(input);
    Place place = Place.of(call);
    return Future.succeededFuture(
        new WorkspaceStore.Query(
            place,
            input.workspaceIds(),
            input.directoryId(),
            input.userName(),
            input.bundleId(),
            core.tokens().after(place, input.list(), input.nextToken()),
            input.limit().orElse(PAGE) + 1));
  }

  private static void requireOneFilter(Input input) {
    if (input.userName().isPresent() && input.directoryId().isEmpty()) {
      throw WorkspacesErrors.invalid("UserName goes with DirectoryId.");
    }
    int filters =
        (input.workspaceIds().isEmpty() ? 0 : 1)
            + (input.directoryId().isPresent() ? 1 : 0)
            + (input.bundleId().isPresent() ? 1 : 0);
    if (filters > 1) {
      throw WorkspacesErrors.invalid(
          "Only one of WorkspaceIds, DirectoryId and BundleId can be given at a time.");
    }
    if (input.workspaceName().isPresent()) {
      throw WorkspacesErrors.invalid(
          "WorkspaceName finds user-decoupled WorkSpaces only, which are not served here.");
    }
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, WorkspaceStore.Query query, Authorization authorization) {
    return core.workspaces()
        .workspaces(query)
        .map(found -> Outcome.answer(output(input, query, found)));
  }

  private Output output(Input input, WorkspaceStore.Query query, List<Workspace> found) {
    Tokens.Page<Workspace> page =
        core.tokens().page(query.place(), input.list(), found, query.limit() - 1, Workspace::id);
    return new Output(page.items().stream().map(WorkspaceView::of).toList(), page.next());
  }
}
