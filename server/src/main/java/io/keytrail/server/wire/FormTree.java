package io.keytrail.server.wire;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Form parameters as the tree that their dotted names spell (`Tags.member.1.Key`). Confined to one
/// thread.
final class FormTree {
  private static final int MAX_SEGMENTS = 32;
  private static final int MAX_INDEX_DIGITS = 6;

  private final Map<String, FormTree> children = new HashMap<>();
  private @Nullable String value;

  private FormTree() {}

  /// @throws io.keytrail.server.invoke.ApiException MalformedInput if a name is too deep
  static FormTree of(Map<String, String> parameters) {
    FormTree root = new FormTree();
    parameters.forEach(root::put);
    return root;
  }

  private void put(String name, String text) {
    FormTree node = this;
    String[] segments = name.split("\\.", -1);
    if (segments.length > MAX_SEGMENTS) {
      throw Malformed.because("a parameter is nested over " + MAX_SEGMENTS + " deep");
    }
    for (String segment : segments) {
      node = node.children.computeIfAbsent(segment, _ -> new FormTree());
    }
    node.value = text;
  }

  Map<String, FormTree> children() {
    return children;
  }

  /// What stands at this very name; null if only longer names do.
  @Nullable String value() {
    return value;
  }

  /// The children by their numbers, which need not be consecutive.
  ///
  /// @throws io.keytrail.server.invoke.ApiException MalformedInput if one has no number
  Map<Integer, FormTree> indexed() {
    Map<Integer, FormTree> byNumber = new TreeMap<>();
    children.forEach((name, child) -> byNumber.put(index(name), child));
    return byNumber;
  }

  private static int index(String name) {
    boolean digits = !name.isEmpty() && name.length() <= MAX_INDEX_DIGITS && name.charAt(0) != '0';
    for (int i = 0; digits && i < name.length(); i++) {
      digits = name.charAt(i) >= '0' && name.charAt(i) <= '9';
    }
    if (!digits) {
      throw Malformed.because("an element of a list is not numbered from 1");
    }
    return Integer.parseInt(name);
  }
}
