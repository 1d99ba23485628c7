package io.keytrail.server.kms;

import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.eval.ContextValue;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// One version of a key's policy. Versions are kept for ever.
///
/// @param version from 1
/// @param document JSON text as it was given
public record KeyPolicy(UUID keyId, long version, String document, Instant created) {
  static final String NAME = "default";

  /// What evaluated requests cite.
  String versionId() {
    return keyId + "/policy#" + version;
  }

  /// The policy of a key that was made without one: the account decides by its IAM policies.
  static String standard(String account) {
    return """
        {
          "Version" : "2012-10-17",
          "Id" : "key-default-1",
          "Statement" : [ {
            "Sid" : "Enable IAM User Permissions",
            "Effect" : "Allow",
            "Principal" : {
              "AWS" : "arn:aws:iam::%s:root"
            },
            "Action" : "kms:*",
            "Resource" : "*"
          } ]
        }"""
        .formatted(account);
  }

  /// A key with its policy, ready to decide.
  ///
  /// @param compiled absent: an unreadable policy, which guards like an empty one
  /// @param context values that the key brings to every check on it
  public record Guarded(
      KmsKey key,
      KeyPolicy policy,
      Optional<CompiledPolicy> compiled,
      Map<String, ContextValue> context) {
    public Guarded {
      context = Map.copyOf(context);
    }

    public static Guarded of(KmsKey key, KeyPolicy policy, Optional<CompiledPolicy> compiled) {
      return new Guarded(key, policy, compiled, KeyContext.of(key));
    }
  }
}
