package io.keytrail.policy.explain;

import io.keytrail.policy.eval.PolicyType;

/// Kinds of policy as people say them.
final class Words {
  private Words() {}

  /// @param name empty: it has none
  static String policy(PolicyType type, String name) {
    return name.isEmpty() ? of(type) + " policy" : of(type) + " policy `" + name + "`";
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
}
