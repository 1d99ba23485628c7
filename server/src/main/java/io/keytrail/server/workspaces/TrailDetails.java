package io.keytrail.server.workspaces;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.server.invoke.Outcome;
import java.util.List;
import java.util.Optional;

/// What the records of the service's calls show beside the request. Real records have no
/// `additionalEventData` here; by ours, each is found by user, directory and volume.
final class TrailDetails {
  private TrailDetails() {}

  static Outcome.Details of(JsonValue responseElements, List<Workspace> concerned) {
    return new Outcome.Details(
        Optional.of(responseElements),
        concerned.isEmpty() ? Optional.empty() : Optional.of(data(concerned)),
        List.of());
  }

  private static JsonValue data(List<Workspace> concerned) {
    JsonObject.Builder data =
        JsonObject.builder()
            .put("userSid", oneOrMore(concerned.stream().map(one -> one.owner().sid()).toList()))
            .put(
                "directoryId",
                oneOrMore(concerned.stream().map(one -> one.owner().directoryId()).toList()));
    List<String> volumes =
        concerned.stream().flatMap(one -> one.machine().volumeIds().stream()).toList();
    if (!volumes.isEmpty()) {
      data.put("volumeIds", JsonArray.ofStrings(volumes));
    }
    return data.build();
  }

  private static JsonValue oneOrMore(List<String> texts) {
    List<String> distinct = texts.stream().distinct().toList();
    return distinct.size() == 1
        ? new JsonString(distinct.getFirst())
        : JsonArray.ofStrings(distinct);
  }
}
