package io.keytrail.policy.reference;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A statement of a case and where it stands.
///
/// @param ref as an answer names it: the kind, the numbers of level and policy where there are
///     several, `#`, its own, all from 1
record StatedAt(
    String ref, Map<String, @Nullable Object> document, Map<String, @Nullable Object> statement) {

  /// Those of a policy, or of the policies of a list of lists.
  static Stream<StatedAt> in(String ref, @Nullable Object policies) {
    boolean several = policies instanceof List;
    Map<String, @Nullable Object> document = Json.asMap(several ? null : policies);
    List<Object> all = Json.items(several ? policies : document.get("Statement"));
    return IntStream.range(0, all.size())
        .boxed()
        .flatMap(
            i ->
                several
                    ? in(ref + "/" + (i + 1), all.get(i))
                    : Stream.of(
                        new StatedAt(ref + "#" + (i + 1), document, Json.asMap(all.get(i)))));
  }

  /// The kind of its policy.
  String kind() {
    return ref.split("[/#]")[0];
  }

  /// The policies of which one must allow: its kind, or a level of it.
  String among() {
    return ref.replaceFirst("(/[0-9]+)?#.*", "");
  }
}
