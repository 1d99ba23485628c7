package io.keytrail.server.workspaces;

import io.keytrail.policy.eval.ContextValue;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A tag as the wire has it, and the rules of tags.
record TagPair(String key, Optional<String> value) {
  static final int MOST = 50;
  private static final String RESERVED = "aws:";

  static List<TagPair> of(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> new TagPair(tag.getKey(), Optional.of(tag.getValue())))
        .toList();
  }

  /// By key.
  ///
  /// @throws io.keytrail.server.invoke.ApiException for tags that cannot be
  static Map<String, String> read(List<TagPair> given) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (TagPair tag : given) {
      if (startsWithAws(tag.key())) {
        throw WorkspacesErrors.invalid("Tag keys beginning with aws: are AWS's own: " + tag.key());
      }
      if (tags.put(tag.key(), tag.value().orElse("")) != null) {
        throw WorkspacesErrors.invalid("The tag key " + tag.key() + " is given twice.");
      }
    }
    if (tags.size() > MOST) {
      throw WorkspacesErrors.invalid("A resource has at most " + MOST + " tags.");
    }
    return tags;
  }

  private static boolean startsWithAws(String key) {
    if (key.length() < RESERVED.length()) {
      return false;
    }
    for (int i = 0; i < RESERVED.length(); i++) {
      char c = key.charAt(i);
      char lower = c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c;
      if (lower != RESERVED.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// `aws:RequestTag/…` and `aws:TagKeys`. Keys that differ by letter case only come once.
  static Map<String, ContextValue> requested(List<TagPair> given) {
    Map<String, ContextValue> context = context("aws:RequestTag/", lenient(given));
    if (!given.isEmpty()) {
      context.put(
          "aws:TagKeys", ContextValue.list(given.stream().map(TagPair::key).distinct().toList()));
    }
    return context;
  }

  /// `aws:ResourceTag/…`.
  static Map<String, ContextValue> ofResource(Map<String, String> tags) {
    return context("aws:ResourceTag/", tags);
  }

  private static Map<String, String> lenient(List<TagPair> given) {
    Map<String, String> tags = new LinkedHashMap<>();
    given.forEach(tag -> tags.putIfAbsent(tag.key(), tag.value().orElse("")));
    return tags;
  }

  private static Map<String, ContextValue> context(String prefix, Map<String, String> tags) {
    Map<String, ContextValue> context = new HashMap<>();
    Map<String, String> seen = new HashMap<>();
    tags.forEach(
        (key, value) -> {
          if (seen.putIfAbsent(key.toLowerCase(java.util.Locale.ROOT), key) == null) {
            context.put(prefix + key, ContextValue.of(value));
          }
        });
    return context;
  }
}
