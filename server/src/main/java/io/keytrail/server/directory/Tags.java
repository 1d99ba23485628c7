package io.keytrail.server.directory;

import io.keytrail.policy.eval.ContextValue;
import io.keytrail.server.invoke.ApiException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Tags of directories: the rules, and the context values that policies see.
final class Tags {
  private static final int MAX = 50;
  private static final String RESERVED = "aws:";

  private Tags() {}

  /// On the wire.
  record Tag(String key, String value) {}

  static List<Tag> view(Map<String, String> tags) {
    return tags.entrySet().stream().map(tag -> new Tag(tag.getKey(), tag.getValue())).toList();
  }

  /// @throws ApiException InvalidParameterException for a key that stands twice or is reserved
  static Map<String, String> of(List<Tag> given) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (Tag tag : given) {
      if (tag.key().toLowerCase(Locale.ROOT).startsWith(RESERVED)) {
        throw DirectoryErrors.invalid("Tag keys that begin with aws: are reserved.");
      }
      if (tags.put(tag.key(), tag.value()) != null) {
        throw DirectoryErrors.invalid("The tag key " + tag.key() + " is given more than once.");
      }
    }
    return tags;
  }

  /// @throws ApiException TagLimitExceededException
  static void requireFew(Map<String, String> tags) {
    if (tags.size() > MAX) {
      throw new ApiException(
          DirectoryErrors.TAG_LIMIT_EXCEEDED, "A directory can have at most " + MAX + " tags.");
    }
  }

  /// `aws:RequestTag/…` and `aws:TagKeys` of tags that are to be put.
  static Map<String, ContextValue> ofRequest(List<Tag> given) {
    Map<String, ContextValue> context = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (Tag tag : given) {
      // A context key is the same in any letter case; what stands twice is refused later.
      if (seen.add(tag.key().toLowerCase(Locale.ROOT))) {
        context.put("aws:RequestTag/" + tag.key(), ContextValue.of(tag.value()));
      }
    }
    if (!given.isEmpty()) {
      context.put("aws:TagKeys", ContextValue.list(given.stream().map(Tag::key).toList()));
    }
    return context;
  }

  /// `aws:ResourceTag/…` of a directory.
  static Map<String, ContextValue> ofResource(Map<String, String> tags) {
    Map<String, ContextValue> context = new HashMap<>();
    Set<String> seen = new HashSet<>();
    tags.forEach(
        (key, value) -> {
          if (seen.add(key.toLowerCase(Locale.ROOT))) {
            context.put("aws:ResourceTag/" + key, ContextValue.of(value));
          }
        });
    return context;
  }
}
