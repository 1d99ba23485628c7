package io.keytrail.server.workspaces;

import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/// Shows registered directories.
final class DescribeWorkspaceDirectories
    extends WorkspacesOperation<
        DescribeWorkspaceDirectories.Input, Place, DescribeWorkspaceDirectories.Output> {
  private static final int PAGE = 25;
  private final WorkspacesCore core;

  DescribeWorkspaceDirectories(WorkspacesCore core) {
    super(new Facts<>("DescribeWorkspaceDirectories", Input.class, Output.class, true));
    this.core = core;
  }

  record Input(List<String> directoryIds, Optional<Integer> limit, Optional<String> nextToken) {
    String list() {
      return "DescribeWorkspaceDirectories/" + directoryIds;
    }
  }

  record Output(List<Directory> directories, Optional<String> nextToken) {}

  record Directory(
      String directoryId,
      String alias,
      String directoryName,
      String registrationCode,
      List<String> subnetIds,
      List<String> dnsIpAddresses,
      String customerUserName,
      String iamRoleId,
      String directoryType,
      String state,
      CreationProperties workspaceCreationProperties,
      String tenancy,
      SelfService selfservicePermissions,
      Optional<String> workspaceDirectoryName,
      Optional<String> workspaceDirectoryDescription,
      String userIdentityType,
      String workspaceType) {

    static Directory of(WorkspaceDirectory directory) {
      return new Directory(
          directory.id(),
          directory.alias(),
          directory.name(),
          directory.registrationCode(),
          directory.subnetIds(),
          directory.dnsAddresses(),
          directory.administrator(),
          roleArn(directory.place()),
          directory.type(),
          "REGISTERED",
          new CreationProperties(false, false, true, true),
          "SHARED",
          SelfService.of(directory.options().selfService()),
          directory.options().displayName(),
          directory.options().description(),
          "AWS_DIRECTORY_SERVICE",
          "PERSONAL");
    }

    private static String roleArn(Place place) {
      return "arn:aws:iam::"
          + place.account()
          + ":role/aws-service-role/workspaces.amazonaws.com/AWSServiceRoleForWorkSpaces";
    }
  }

  record CreationProperties(
      boolean enableWorkDocs,
      boolean enableInternetAccess,
      boolean userEnabledAsLocalAdministrator,
      boolean enableMaintenanceMode) {}

  record SelfService(
      String restartWorkspace,
      String increaseVolumeSize,
      String changeComputeType,
      String switchRunningMode,
      String rebuildWorkspace) {
    static SelfService of(boolean enabled) {
      String whole = enabled ? "ENABLED" : "DISABLED";
      return new SelfService("ENABLED", whole, whole, whole, whole);
    }
  }

  @Override
  public Future<Place> target(Call call, Input input) {
    return Future.succeededFuture(Place.of(call));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, Place place, Authorization authorization) {
    int limit = input.limit().orElse(PAGE);
    Optional<String> after = core.tokens().after(place, input.list(), input.nextToken());
    return core.directories()
        .directories(place, input.directoryIds(), after, limit + 1)
        .map(
            found -> {
              Tokens.Page<WorkspaceDirectory> page =
                  core.tokens().page(place, input.list(), found, limit, WorkspaceDirectory::id);
              return Outcome.answer(
                  new Output(page.items().stream().map(Directory::of).toList(), page.next()));
            });
  }
}
