package io.keytrail.server.kms;

import java.util.EnumSet;
import java.util.Set;

/// What a key may be used for, by AWS's names.
public enum KeyUsage {
  ENCRYPT_DECRYPT,
  SIGN_VERIFY,
  GENERATE_VERIFY_MAC,
  KEY_AGREEMENT;

  /// Operations that a grant on such a key may hold.
  Set<GrantOperation> grantable(KeySpec spec) {
    EnumSet<GrantOperation> fit = EnumSet.copyOf(GrantOperation.ON_EVERY_KEY);
    switch (this) {
      case ENCRYPT_DECRYPT -> {
        fit.addAll(GrantOperation.ENCRYPTION);
        fit.addAll(
            spec.isSymmetricEncryption() ? GrantOperation.DATA_KEYS : GrantOperation.PUBLIC_KEY);
      }
      case SIGN_VERIFY -> {
        fit.addAll(GrantOperation.SIGNATURES);
        fit.addAll(GrantOperation.PUBLIC_KEY);
      }
      case GENERATE_VERIFY_MAC -> fit.addAll(GrantOperation.MACS);
      case KEY_AGREEMENT -> {
        fit.add(GrantOperation.DeriveSharedSecret);
        fit.addAll(GrantOperation.PUBLIC_KEY);
      }
    }
    return fit;
  }
}
