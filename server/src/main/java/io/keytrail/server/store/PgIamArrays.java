package io.keytrail.server.store;

import io.keytrail.server.iam.IamTag;
import io.keytrail.server.iam.PolicyRef;
import java.util.ArrayList;
import java.util.List;

/// Tags and references to policies, as the arrays in which rows keep them.
final class PgIamArrays {
  private PgIamArrays() {}

  /// @param flat keys and values in turn
  static List<IamTag> tags(String[] flat) {
    List<IamTag> tags = new ArrayList<>();
    for (int i = 0; i + 1 < flat.length; i += 2) {
      tags.add(new IamTag(flat[i], flat[i + 1]));
    }
    return tags;
  }

  static String[] flat(List<IamTag> tags) {
    String[] flat = new String[2 * tags.size()];
    for (int i = 0; i < tags.size(); i++) {
      flat[2 * i] = tags.get(i).key();
      flat[2 * i + 1] = tags.get(i).value();
    }
    return flat;
  }

  static List<PolicyRef> policies(String[] names, String[] versions) {
    List<PolicyRef> policies = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      policies.add(new PolicyRef(names[i], versions[i]));
    }
    return policies;
  }

  static String[] names(List<PolicyRef> policies) {
    return policies.stream().map(PolicyRef::name).toArray(String[]::new);
  }

  static String[] versions(List<PolicyRef> policies) {
    return policies.stream().map(PolicyRef::versionId).toArray(String[]::new);
  }
}
