package io.keytrail.server.kms;

import io.keytrail.server.invoke.ApiException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// A tag as the API gives it.
public record Tag(String tagKey, String tagValue) {
  private static final int MAX = 50;

  /// The tags of a key that it is going to have.
  ///
  /// @throws ApiException `TagException`
  static Map<String, String> requireFit(Map<String, String> tags) {
    return byKey(
        tags.entrySet().stream().map(tag -> new Tag(tag.getKey(), tag.getValue())).toList());
  }

  /// The tags by key. Keys that differ in letter case only are refused, since condition keys do not
  /// tell them apart.
  ///
  /// @throws ApiException `TagException`
  static Map<String, String> byKey(List<Tag> tags) {
    if (tags.size() > MAX) {
      throw new ApiException(KmsErrors.TAG, "Too many tags");
    }
    Map<String, String> byKey = new TreeMap<>();
    TreeSet<String> folded = new TreeSet<>();
    for (Tag tag : tags) {
      String lower = tag.tagKey().toLowerCase(Locale.ROOT);
      if (lower.startsWith("aws:")) {
        throw new ApiException(KmsErrors.TAG, "Tags beginning with aws: are reserved");
      }
      if (!folded.add(lower)) {
        throw new ApiException(KmsErrors.TAG, "Duplicate tag keys");
      }
      byKey.put(tag.tagKey(), tag.tagValue());
    }
    return byKey;
  }
}
