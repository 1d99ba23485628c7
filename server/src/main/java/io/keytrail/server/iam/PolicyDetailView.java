package io.keytrail.server.iam;

/// An inline policy with its document, URL-encoded.
record PolicyDetailView(String policyName, String policyDocument) {
  static PolicyDetailView of(PolicyVersion policy) {
    return new PolicyDetailView(policy.name(), IdentityDocuments.urlEncoded(policy.document()));
  }
}
