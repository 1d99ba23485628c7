package io.keytrail.server.store;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.workspaces.Place;
import io.keytrail.server.workspaces.VolumeKind;
import io.keytrail.server.workspaces.Workspace;
import io.keytrail.server.workspaces.WorkspaceState;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Desktops as rows.
final class WorkspaceRow {
  static final String COLUMNS = "id, version, content, row_mac";

  private WorkspaceRow() {}

  static KmsContent.Sealed seal(RowMacs macs, Workspace workspace) {
    JsonObject.Builder content =
        JsonObject.builder()
            .put("account", workspace.place().account())
            .put("region", workspace.place().region())
            .put("directoryId", workspace.owner().directoryId())
            .put("userName", workspace.owner().userName())
            .put("sid", workspace.owner().sid())
            .put("bundleId", workspace.bundleId())
            .put("state", workspace.state().name())
            .put("properties", properties(workspace.properties()))
            .put("instanceId", workspace.machine().instanceId())
            .put("volumes", volumes(workspace.machine().volumes()))
            .put("discarded", JsonArray.ofStrings(workspace.machine().discarded()))
            .put("tags", KmsContent.object(workspace.tags()))
            .put("work", work(workspace.work()))
            .put("created", workspace.created().toString());
    workspace
        .failure()
        .ifPresent(why -> content.put("errorCode", why.code()).put("errorMessage", why.message()));
    KmsContent.put(content, "keyArn", workspace.keyArn());
    KmsContent.put(content, "grantId", workspace.grantId());
    KmsContent.put(content, "ipAddress", workspace.network().ipAddress());
    KmsContent.put(content, "subnetId", workspace.network().subnetId());
    KmsContent.put(content, "computerName", workspace.network().computerName());
    return KmsContent.seal(macs, rowId(workspace.id(), workspace.version()), content.build());
  }

  private static JsonObject properties(Workspace.Properties properties) {
    JsonObject.Builder content =
        JsonObject.builder()
            .put("runningMode", properties.runningMode())
            .put("rootGib", properties.rootGib())
            .put("userGib", properties.userGib())
            .put("computeType", properties.computeType())
            .put("operatingSystem", properties.operatingSystem())
            .put("protocol", properties.protocol());
    properties.autoStopMinutes().ifPresent(minutes -> content.put("autoStopMinutes", minutes));
    return content.build();
  }

  private static JsonArray volumes(List<Workspace.Volume> volumes) {
    List<JsonValue> entries = new ArrayList<>();
    for (Workspace.Volume volume : volumes) {
      entries.add(
          JsonObject.builder().put("kind", volume.kind().name()).put("id", volume.id()).build());
    }
    return new JsonArray(entries);
  }

  private static JsonObject work(Workspace.Work work) {
    JsonObject.Builder content =
        JsonObject.builder()
            .put("job", work.job().toString())
            .put("started", work.started().toString())
            .put("due", work.due().toString());
    work.before().ifPresent(before -> content.put("before", before.toString()));
    return content.build();
  }

  static Workspace read(RowMacs macs, Row row) {
    String id = row.getString("id");
    long version = row.getLong("version");
    JsonObject content = KmsContent.open(macs, rowId(id, version), row);
    return new Workspace(
        id,
        new Place(KmsContent.text(content, "account"), KmsContent.text(content, "region")),
        new Workspace.Owner(
            KmsContent.text(content, "directoryId"),
            KmsContent.text(content, "userName"),
            KmsContent.text(content, "sid")),
        KmsContent.text(content, "bundleId"),
        WorkspaceState.valueOf(KmsContent.text(content, "state")),
        failure(content),
        content.string("keyArn"),
        content.string("grantId"),
        readProperties(content.object("properties").orElse(JsonObject.EMPTY)),
        machine(content),
        new Workspace.Network(
            content.string("ipAddress"),
            content.string("subnetId"),
            content.string("computerName")),
        KmsContent.pairs(content, "tags"),
        readWork(content.object("work").orElse(JsonObject.EMPTY)),
        KmsContent.time(content, "created"),
        version);
  }

  private static Optional<Workspace.Failure> failure(JsonObject content) {
    return content
        .string("errorCode")
        .map(code -> new Workspace.Failure(code, KmsContent.text(content, "errorMessage")));
  }

  private static Workspace.Properties readProperties(JsonObject content) {
    return new Workspace.Properties(
        KmsContent.text(content, "runningMode"),
        content.member("autoStopMinutes").isPresent()
            ? Optional.of((int) KmsContent.number(content, "autoStopMinutes"))
            : Optional.empty(),
        (int) KmsContent.number(content, "rootGib"),
        (int) KmsContent.number(content, "userGib"),
        KmsContent.text(content, "computeType"),
        KmsContent.text(content, "operatingSystem"),
        KmsContent.text(content, "protocol"));
  }

  private static Workspace.Machine machine(JsonObject content) {
    List<Workspace.Volume> volumes = new ArrayList<>();
    if (content.member("volumes").orElse(JsonArray.EMPTY) instanceof JsonArray entries) {
      for (JsonValue entry : entries.elements()) {
        if (entry instanceof JsonObject volume) {
          volumes.add(
              new Workspace.Volume(
                  VolumeKind.valueOf(KmsContent.text(volume, "kind")),
                  KmsContent.text(volume, "id")));
        }
      }
    }
    return new Workspace.Machine(
        KmsContent.text(content, "instanceId"), volumes, KmsContent.texts(content, "discarded"));
  }

  private static Workspace.Work readWork(JsonObject content) {
    return new Workspace.Work(
        UUID.fromString(KmsContent.text(content, "job")),
        content.string("before").map(UUID::fromString),
        KmsContent.time(content, "started"),
        KmsContent.time(content, "due"));
  }

  private static RowMacs.RowId rowId(String id, long version) {
    return new RowMacs.RowId("workspace", id, version);
  }
}
