package io.keytrail.server.iam;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.CommonErrors;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// One page of a list, by IAM's rules: 100 entries unless asked otherwise, and a marker that only
/// we can read.
///
record Paging(Optional<String> after, int limit) {
  private static final int DEFAULT_LIMIT = 100;

  /// @param marker as the client sent it
  static Paging of(Optional<String> marker, OptionalInt maxItems) {
    return new Paging(marker.map(Paging::decode), maxItems.orElse(DEFAULT_LIMIT));
  }

  /// @param marker where the next page begins; absent on the last one
  record Page<T>(List<T> items, Optional<String> marker) {
    boolean truncated() {
      return marker.isPresent();
    }
  }

  /// Cuts the page out of entries that begin after [#after].
  ///
  /// @param found at least one more than [#limit], where there are so many
  /// @param key by which the entries are ordered
  <T> Page<T> page(List<T> found, Function<T, String> key) {
    if (found.size() <= limit) {
      return new Page<>(found, Optional.empty());
    }
    List<T> items = found.subList(0, limit);
    return new Page<>(items, Optional.of(encode(key.apply(items.getLast()))));
  }

  /// Skips what lies before the page, in a list that is in order of `key`.
  <T> List<T> rest(List<T> all, Function<T, String> key) {
    return after
        .map(last -> all.stream().filter(item -> key.apply(item).compareTo(last) > 0).toList())
        .orElse(all);
  }

  private static String encode(String key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String marker) {
    try {
      return new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notOurs) {
      throw new ApiException(CommonErrors.VALIDATION, "Invalid Marker.");
    }
  }
}
