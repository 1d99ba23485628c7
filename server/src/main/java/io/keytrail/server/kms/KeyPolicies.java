package io.keytrail.server.kms;

import io.keytrail.policy.compile.CompiledPolicy;
import java.util.List;
import java.util.Optional;

/// Reads key policies; the policy engine stands behind it.
public interface KeyPolicies {

  /// The AWS principals that a document names, as written.
  ///
  /// @throws io.keytrail.server.invoke.ApiException `MalformedPolicyDocumentException`, saying
  ///     where and why, if it is no key policy
  List<String> read(String document);

  /// What runs. Absent if the document does not read, which a stored one should never be.
  Optional<CompiledPolicy> compile(KeyPolicy policy);
}
