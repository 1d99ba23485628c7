package io.keytrail.server.workspaces;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.server.jobs.JobJson;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A desktop as the dashboard shows it: what the service's API leaves out is here too, the user's
/// SID, the volumes, the grants and how far the job is.
final class WorkspaceDetails {
  private final WorkspacesCore core;

  WorkspaceDetails(WorkspacesCore core) {
    this.core = core;
  }

  Future<JsonObject> of(Workspace workspace) {
    return volumes(workspace)
        .compose(
            volumes ->
                core.jobs()
                    .job(workspace.work().job())
                    .map(
                        job ->
                            shown(workspace)
                                .put("volumes", new JsonArray(volumes))
                                .put("job", job.<JsonValue>map(JobJson::of).orElse(JsonNull.NULL))
                                .build()));
  }

  private static JsonObject.Builder shown(Workspace workspace) {
    List<String> encrypted =
        workspace.machine().volumes().stream().map(volume -> volume.kind().label()).toList();
    Workspace.Properties properties = workspace.properties();
    return JsonObject.builder()
        .put("workspaceId", workspace.id())
        .put("region", workspace.place().region())
        .put("directoryId", workspace.owner().directoryId())
        .put("userName", workspace.owner().userName())
        .put("userSid", workspace.owner().sid())
        .put("bundleId", workspace.bundleId())
        .put("state", workspace.state().name())
        .put("errorCode", text(workspace.failure().map(Workspace.Failure::code)))
        .put("errorMessage", text(workspace.failure().map(Workspace.Failure::message)))
        .put("volumeEncryption", encrypted.isEmpty() ? "Disabled" : "Enabled")
        .put("encryptedVolumes", JsonArray.ofStrings(encrypted))
        .put("keyArn", text(workspace.keyArn()))
        .put("grantId", text(workspace.grantId()))
        .put("instanceId", workspace.machine().instanceId())
        .put("ipAddress", text(workspace.network().ipAddress()))
        .put("computerName", text(workspace.network().computerName()))
        .put("runningMode", properties.runningMode())
        .put("rootVolumeSizeGib", JsonNumber.of(properties.rootGib()))
        .put("userVolumeSizeGib", JsonNumber.of(properties.userGib()))
        .put("created", workspace.created().toString());
  }

  private static JsonValue text(Optional<String> value) {
    return value.<JsonValue>map(JsonString::new).orElse(JsonNull.NULL);
  }

  private Future<List<JsonValue>> volumes(Workspace workspace) {
    List<JsonValue> shown = new ArrayList<>();
    Future<Void> done = Future.succeededFuture();
    for (Workspace.Volume volume : workspace.machine().volumes()) {
      done =
          done.compose(_ -> grants(workspace, volume))
              .onSuccess(grants -> shown.add(volume(workspace, volume, grants)))
              .mapEmpty();
    }
    return done.map(shown);
  }

  /// EBS's own, which carries the volume's name.
  private Future<List<String>> grants(Workspace workspace, Workspace.Volume volume) {
    String grantee =
        workspace.place().account() + ":aws:ec2-infrastructure:" + workspace.machine().instanceId();
    return workspace.keyArn().isEmpty()
        ? Future.succeededFuture(List.of())
        : core.keys().grants(workspace.keyArn().get(), grantee, "ebs:" + volume.id());
  }

  private static JsonObject volume(
      Workspace workspace, Workspace.Volume volume, List<String> grants) {
    return JsonObject.builder()
        .put("volume", volume.kind().text())
        .put("volumeId", volume.id())
        .put("keyArn", text(workspace.keyArn()))
        .put("grantIds", JsonArray.ofStrings(grants))
        .build();
  }
}
