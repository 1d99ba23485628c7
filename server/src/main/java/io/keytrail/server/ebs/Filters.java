package io.keytrail.server.ebs;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// The filters of a Describe operation: what must hold of a thing for it to be shown.
///
/// @param fields by name, the texts of a thing of which a filter of that name must match one
/// @param tags of a thing, for `tag:KEY` and `tag-key`
record Filters<T>(
    Map<String, Function<T, List<String>>> fields, Function<T, Map<String, String>> tags) {
  private static final int MAX_VALUES = 200;
  private static final int MAX_PATTERN = 256;
  private static final String TAG = "tag:";

  /// As requests have it.
  record Given(Optional<String> name, List<String> values) {}

  /// All filters must hold; of one filter, any value.
  ///
  /// @throws io.keytrail.server.invoke.ApiException for a filter that there is not
  Predicate<T> of(List<Given> given) {
    if (given.stream().mapToInt(filter -> filter.values().size()).sum() > MAX_VALUES) {
      throw Ec2Failures.of(
          "FilterLimitExceeded", "The maximum number of filter values is " + MAX_VALUES + ".");
    }
    Predicate<T> all = _ -> true;
    for (Given filter : given) {
      all = all.and(one(filter));
    }
    return all;
  }

  private Predicate<T> one(Given filter) {
    String name = filter.name().orElse("");
    Function<T, List<String>> field = field(name);
    if (filter.values().isEmpty()) {
      throw Ec2Failures.invalidValue("The filter '" + name + "' has no values");
    }
    for (String pattern : filter.values()) {
      if (pattern.length() > MAX_PATTERN) {
        throw Ec2Failures.invalidValue(
            "A value of the filter '%s' is over %d characters".formatted(name, MAX_PATTERN));
      }
    }
    return thing -> anyMatches(filter.values(), field.apply(thing));
  }

  private Function<T, List<String>> field(String name) {
    if (name.startsWith(TAG) && name.length() > TAG.length()) {
      String key = name.substring(TAG.length());
      return thing -> Optional.ofNullable(tags.apply(thing).get(key)).stream().toList();
    }
    if (name.equals("tag-key")) {
      return thing -> List.copyOf(tags.apply(thing).keySet());
    }
    Function<T, List<String>> field = fields.get(name);
    if (field == null) {
      throw Ec2Failures.invalidValue("The filter '" + name + "' is invalid");
    }
    return field;
  }

  private static boolean anyMatches(List<String> patterns, Collection<String> texts) {
    return texts.stream()
        .anyMatch(text -> patterns.stream().anyMatch(pattern -> Glob.matches(pattern, text)));
  }
}
