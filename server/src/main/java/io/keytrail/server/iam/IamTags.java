package io.keytrail.server.iam;

import io.keytrail.server.invoke.ApiException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The tags of a request.
final class IamTags {
  private static final int MAX = 50;

  private IamTags() {}

  static List<IamTag> of(Optional<List<TagInput>> given) {
    return given.orElse(List.of()).stream().map(tag -> new IamTag(tag.key(), tag.value())).toList();
  }

  /// @param quota by its name, for the message
  static void refuseBad(List<IamTag> tags, String quota) {
    if (tags.size() > MAX) {
      throw new ApiException(
          IamErrors.LIMIT_EXCEEDED, "Cannot exceed quota for " + quota + ": " + MAX);
    }
    Set<String> seen = new HashSet<>();
    for (IamTag tag : tags) {
      if (!seen.add(AsciiFold.lower(tag.key()))) {
        throw IamErrors.invalidInput(
            "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
      }
    }
  }
}
