package io.keytrail.server.iam.simulator;

import io.keytrail.server.iam.IamErrors;
import java.util.List;

/// `PolicyExclusionList`: what of a principal's policies a simulation leaves out. Policies that the
/// principal does not have, managed ones and boundaries among them, are left out without a word.
record Exclusions(List<PolicyIdentifierInput> excluded) {
  static final Exclusions NONE = new Exclusions(List.of());

  /// @throws io.keytrail.server.invoke.ApiException `InvalidInput` if an entry does not say one
  ///     thing
  Exclusions {
    excluded = List.copyOf(excluded);
    for (int i = 0; i < excluded.size(); i++) {
      check(excluded.get(i), "PolicyExclusionList." + (i + 1));
    }
  }

  private static void check(PolicyIdentifierInput entry, String place) {
    int said =
        (entry.policyType().isPresent() ? 1 : 0)
            + (entry.policyArn().isPresent() ? 1 : 0)
            + (entry.inlinePolicyIdentifier().isPresent() ? 1 : 0);
    if (said != 1) {
      throw IamErrors.invalidInput(
          place + " must have one of PolicyType, PolicyArn and InlinePolicyIdentifier.");
    }
    if (entry.policyType().filter("rcp"::equals).isPresent()) {
      throw IamErrors.invalidInput(
          place + ": resource control policies take no part in a simulation.");
    }
  }

  /// Whether an inline policy is left out.
  ///
  /// @param kind of its owner: `user`, `group` or `role`
  boolean inline(String policy, String kind, String owner) {
    return excluded.stream()
        .anyMatch(
            entry ->
                entry.policyType().filter("inline"::equals).isPresent()
                    || entry
                        .inlinePolicyIdentifier()
                        .filter(
                            one ->
                                one.policyName().equals(policy)
                                    && one.attachmentType().equals(kind)
                                    && one.attachmentName().equals(owner))
                        .isPresent());
  }
}
