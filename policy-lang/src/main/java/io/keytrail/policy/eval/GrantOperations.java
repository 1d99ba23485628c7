package io.keytrail.policy.eval;

import io.keytrail.policy.catalog.Catalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a grant may name; anything else in a grant is inert.
final class GrantOperations {
  /// By the folded action.
  private static final Map<String, String> GRANTABLE = grantableByAction();

  /// Symmetric cryptography: what a constraint on the encryption context applies to. The others
  /// have no encryption context.
  private static final Set<String> CONSTRAINED =
      Set.of(
          "kms:decrypt",
          "kms:encrypt",
          "kms:generatedatakey",
          "kms:generatedatakeywithoutplaintext",
          "kms:generatedatakeypair",
          "kms:generatedatakeypairwithoutplaintext",
          "kms:reencryptfrom",
          "kms:reencryptto");

  private GrantOperations() {}

  private static Map<String, String> grantableByAction() {
    Map<String, String> byAction = new HashMap<>();
    for (String operation :
        List.of(
            "Decrypt",
            "Encrypt",
            "GenerateDataKey",
            "GenerateDataKeyWithoutPlaintext",
            "GenerateDataKeyPair",
            "GenerateDataKeyPairWithoutPlaintext",
            "ReEncryptFrom",
            "ReEncryptTo",
            "Sign",
            "Verify",
            "GenerateMac",
            "VerifyMac",
            "GetPublicKey",
            "DeriveSharedSecret",
            "DescribeKey",
            "CreateGrant",
            "RetireGrant")) {
      byAction.put("kms:" + Catalogue.fold(operation), operation);
    }
    return Map.copyOf(byAction);
  }

  /// The action as a grant names it; null if none can.
  static @Nullable String named(String foldedAction) {
    return GRANTABLE.get(foldedAction);
  }

  static boolean constrained(String foldedAction) {
    return CONSTRAINED.contains(foldedAction);
  }
}
