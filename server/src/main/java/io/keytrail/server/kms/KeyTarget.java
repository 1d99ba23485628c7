package io.keytrail.server.kms;

import java.util.List;
import java.util.Optional;

/// The key that a call is about, loaded once with the grants that could matter.
///
/// @param named what the caller wrote, as an ARN; for a ciphertext's key, that key's ARN
/// @param account that owns what was named
/// @param guarded absent: a key that does not exist, which the caller must not learn. Its guard is
///     empty, so nobody is allowed anything on it, and the refusal reads like any other
/// @param requestAlias the alias that the caller used
/// @param grants live ones for the caller's own grantee forms
/// @param tokenGrants ids of the grants on this key whose tokens were presented
record KeyTarget(
    String named,
    String account,
    Optional<KeyPolicy.Guarded> guarded,
    Optional<String> requestAlias,
    List<KmsGrant> grants,
    List<String> tokenGrants) {
  KeyTarget {
    grants = List.copyOf(grants);
    tokenGrants = List.copyOf(tokenGrants);
  }

  static KeyTarget hidden(String named, String account) {
    return new KeyTarget(named, account, Optional.empty(), Optional.empty(), List.of(), List.of());
  }

  /// The ARN that is checked and recorded.
  String arn() {
    return guarded.map(found -> found.key().arn()).orElse(named);
  }

  /// The key. Only after authorisation, which a hidden key never passes.
  KmsKey key() {
    return guarded
        .map(KeyPolicy.Guarded::key)
        .orElseThrow(() -> KmsErrors.accessDenied(Refusals.CIPHERTEXT_KEY));
  }

  /// The key, if its state permits it.
  KmsKey key(StateTable.Row row) {
    KmsKey key = key();
    StateTable.require(row, key);
    return key;
  }
}
