package io.keytrail.server.ebs;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.server.invoke.Outcome;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// What the records of EC2's calls show beside the request. Real records have no
/// `additionalEventData`; by ours, every call of a desktop's story is found by user, directory and
/// volume.
final class Trail {
  private static final String BETWEEN = "]@[";

  private Trail() {}

  /// @param sidDirectory for whom: `[S-1-5-…]@[d-…]`; absent: for no desktop
  static Outcome.Details details(
      JsonValue responseElements, Optional<String> sidDirectory, Collection<String> volumeIds) {
    return new Outcome.Details(
        Optional.of(responseElements), sidDirectory.map(text -> data(text, volumeIds)), List.of());
  }

  private static JsonValue data(String sidDirectory, Collection<String> volumeIds) {
    JsonObject.Builder data = JsonObject.builder();
    int between = sidDirectory.indexOf(BETWEEN);
    if (between > 0 && sidDirectory.startsWith("[") && sidDirectory.endsWith("]")) {
      data.put("userSid", sidDirectory.substring(1, between));
      data.put(
          "directoryId",
          sidDirectory.substring(between + BETWEEN.length(), sidDirectory.length() - 1));
    }
    if (!volumeIds.isEmpty()) {
      data.put("volumeIds", JsonArray.ofStrings(volumeIds));
    }
    return data.build();
  }

  static JsonValue tagSet(List<Tags.Shown> tags) {
    return set(
        tags.stream()
            .map(
                tag -> JsonObject.builder().put("key", tag.key()).put("value", tag.value()).build())
            .toList());
  }

  /// As real records show EC2's lists: an empty one is an empty object.
  static JsonObject set(List<JsonObject> items) {
    return items.isEmpty()
        ? JsonObject.EMPTY
        : JsonObject.builder().put("items", new JsonArray(List.copyOf(items))).build();
  }

  /// Of an operation that answers nothing.
  static JsonValue done(String requestId) {
    return JsonObject.builder().put("requestId", requestId).put("_return", true).build();
  }
}
