package io.keytrail.server.iam.simulator;

import java.util.Optional;

/// What to leave out of a principal's policies: exactly one member says which.
record PolicyIdentifierInput(
    Optional<String> policyType,
    Optional<String> policyArn,
    Optional<Inline> inlinePolicyIdentifier) {

  /// An inline policy by the user, group or role that has it.
  record Inline(String policyName, String attachmentType, String attachmentName) {}
}
