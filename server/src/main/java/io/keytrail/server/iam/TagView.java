package io.keytrail.server.iam;

import java.util.List;
import java.util.Optional;

/// A tag as the API shows it.
record TagView(String key, String value) {

  /// Absent where there are none.
  static Optional<List<TagView>> of(List<IamTag> tags) {
    return tags.isEmpty()
        ? Optional.empty()
        : Optional.of(tags.stream().map(tag -> new TagView(tag.key(), tag.value())).toList());
  }
}
