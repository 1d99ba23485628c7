package io.keytrail.server.workspaces;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/// Registers a directory, so that its users can have desktops. Done at once.
final class RegisterWorkspaceDirectory
    extends WorkspacesOperation<
        RegisterWorkspaceDirectory.Input, String, RegisterWorkspaceDirectory.Output> {
  private static final String ACTIVE = "Active";
  private static final String REGISTERED = "REGISTERED";
  private static final String ADMINISTRATOR = "Administrator";

  private final WorkspacesCore core;

  RegisterWorkspaceDirectory(WorkspacesCore core) {
    super(new Facts<>("RegisterWorkspaceDirectory", Input.class, Output.class, false));
    this.core = core;
  }

  record Input(
      Optional<String> directoryId,
      List<String> subnetIds,
      Optional<Boolean> enableWorkDocs,
      Optional<Boolean> enableSelfService,
      Optional<String> tenancy,
      List<TagPair> tags,
      Optional<String> workspaceDirectoryName,
      Optional<String> workspaceDirectoryDescription,
      Optional<String> userIdentityType,
      Optional<String> workspaceType) {}

  record Output(String directoryId, String state) {}

  @Override
  public Access access() {
    return Access.checked(action(), "the directory");
  }

  @Override
  public Future<String> target(Call call, Input input) {
    requireServed(input);
    TagPair.read(input.tags());
    return Future.succeededFuture(
        input
            .directoryId()
            .orElseThrow(() -> WorkspacesErrors.invalid("DirectoryId must be given.")));
  }

  private static void requireServed(Input input) {
    if (input.enableWorkDocs().orElse(false)) {
      throw WorkspacesErrors.notSupported("WorkDocs is not there; set EnableWorkDocs to false.");
    }
    if (input.tenancy().filter("DEDICATED"::equals).isPresent()) {
      throw WorkspacesErrors.notSupported(
          "Dedicated tenancy needs bring-your-own-license, which is not served; leave Tenancy out.");
    }
    if (input.workspaceType().filter("POOLS"::equals).isPresent()) {
      throw WorkspacesErrors.notSupported("Pools are not served; leave WorkspaceType out.");
    }
    if (input.userIdentityType().filter("CUSTOMER_MANAGED"::equals).isPresent()) {
      throw WorkspacesErrors.notSupported(
          "Directories are those of Directory Service; leave UserIdentityType out.");
    }
  }

  @Override
  public List<Check> checks(Call call, Input input, String directoryId) {
    return List.of(
        check(call, Place.of(call).directoryArn(directoryId), TagPair.requested(input.tags())));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, String directoryId, Authorization authorization) {
    DirectoryService service = new DirectoryService(core.calls(), core.roles());
    return service
        .inRole(call)
        .compose(inRole -> service.directory(inRole, directoryId))
        .map(
            found ->
                found.orElseThrow(
                    () ->
                        WorkspacesErrors.notFound(
                            "The directory " + directoryId + " does not exist.")))
        .map(described -> register(directory(call, input, directoryId, described)));
  }

  private WorkspaceDirectory directory(
      Call call, Input input, String directoryId, DirectoryService.Described described) {
    if (!described.stage().equals(ACTIVE)) {
      throw WorkspacesErrors.invalidState(
          "The directory %s is %s; it must be Active.".formatted(directoryId, described.stage()));
    }
    return new WorkspaceDirectory(
        directoryId,
        Place.of(call),
        described.name(),
        described.alias().isEmpty() ? directoryId : described.alias(),
        described.type().equals("ADConnector") ? "AD_CONNECTOR" : "SIMPLE_AD",
        core.ids().registrationCode(),
        input.subnetIds().isEmpty() ? described.subnetIds() : input.subnetIds(),
        described.dnsAddresses(),
        ADMINISTRATOR,
        new WorkspaceDirectory.Options(
            input.enableSelfService().orElse(false),
            input.workspaceDirectoryName(),
            input.workspaceDirectoryDescription()),
        TagPair.read(input.tags()),
        call.time(),
        1);
  }

  private Outcome<Output> register(WorkspaceDirectory directory) {
    JsonObject elements =
        JsonObject.builder().put("directoryId", directory.id()).put("state", REGISTERED).build();
    Outcome.Answer<Output> answer =
        new Outcome.Answer<>(
            new Output(directory.id(), REGISTERED), Outcome.Details.response(elements));
    return new Outcome.Change<>(
        tx ->
            core.directories()
                .insert(tx, directory)
                .map(
                    done -> {
                      if (!done) {
                        throw WorkspacesErrors.alreadyExists(
                            "The directory " + directory.id() + " is registered already.");
                      }
                      return answer;
                    }),
        List.of());
  }
}
