package io.keytrail.policy.explain;

import io.keytrail.policy.eval.PolicyType;
import java.util.List;
import java.util.function.Function;

/// Kinds of policy as people say them, and lists.
final class Words {
  private Words() {}

  /// @param name empty: it has none
  static String policy(PolicyType type, String name) {
    return name.isEmpty() ? unnamed(type) : of(type) + " policy `" + name + "`";
  }

  private static String unnamed(PolicyType type) {
    return switch (type) {
      case SERVICE_CONTROL -> "service control policy";
      case RESOURCE_CONTROL -> "resource control policy";
      case VPC_ENDPOINT -> "VPC endpoint policy";
      case PERMISSIONS_BOUNDARY -> "permissions boundary policy";
      case SESSION -> "session policy";
      case IDENTITY -> "identity policy";
      case RESOURCE -> "resource policy";
    };
  }

  static String of(PolicyType type) {
    return switch (type) {
      case SERVICE_CONTROL -> "service control";
      case RESOURCE_CONTROL -> "resource control";
      case VPC_ENDPOINT -> "VPC endpoint";
      case PERMISSIONS_BOUNDARY -> "permissions boundary";
      case SESSION -> "session";
      case IDENTITY -> "identity";
      case RESOURCE -> "resource";
    };
  }

  /// `a, b, c`; a list of one is its only text.
  static <T> String listed(List<T> things, Function<T, String> text) {
    return listed(things, text, ", ");
  }

  static <T> String listed(List<T> things, Function<T, String> text, String joint) {
    if (things.size() == 1) {
      return text.apply(things.getFirst());
    }
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < things.size(); i++) {
      all.append(i == 0 ? "" : joint).append(text.apply(things.get(i)));
    }
    return all.toString();
  }
}
