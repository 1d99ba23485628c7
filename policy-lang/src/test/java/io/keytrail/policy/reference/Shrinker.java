package io.keytrail.policy.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Makes a failing case small: leaves out members and items one by one while it still fails.
final class Shrinker {
  private Shrinker() {}

  /// @param fails whether a case still shows what is looked for; must not throw
  static Map<String, @Nullable Object> shrink(
      Map<String, @Nullable Object> testCase, Predicate<Map<String, @Nullable Object>> fails) {
    Map<String, @Nullable Object> small = testCase;
    for (boolean smaller = true; smaller; ) {
      smaller = false;
      for (Object candidate : smaller(small)) {
        if (fails.test(Json.asMap(candidate))) {
          small = Json.asMap(candidate);
          smaller = true;
          break;
        }
      }
    }
    return small;
  }

  /// The same value with one thing less, biggest things first.
  private static List<Object> smaller(@Nullable Object value) {
    List<Object> out = new ArrayList<>();
    if (value instanceof Map) {
      Map<String, @Nullable Object> map = Json.asMap(value);
      for (String key : map.keySet()) {
        Map<String, @Nullable Object> less = new LinkedHashMap<>(map);
        less.remove(key);
        out.add(less);
      }
      map.forEach((key, inner) -> smaller(inner).forEach(s -> out.add(with(map, key, s))));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        List<@Nullable Object> less = new ArrayList<>(list);
        less.remove(i);
        out.add(less);
      }
      for (int i = 0; i < list.size(); i++) {
        for (Object s : smaller(list.get(i))) {
          List<@Nullable Object> other = new ArrayList<>(list);
          other.set(i, s);
          out.add(other);
        }
      }
    }
    return out;
  }

  private static Map<String, @Nullable Object> with(
      Map<String, @Nullable Object> map, String key, Object value) {
    Map<String, @Nullable Object> other = new LinkedHashMap<>(map);
    other.put(key, value);
    return other;
  }
}
