package io.keytrail.server.kms;

import java.util.EnumSet;
import java.util.Set;

/// The 17 operations that a grant may allow, by their wire names.
public enum GrantOperation {
  Decrypt,
  Encrypt,
  GenerateDataKey,
  GenerateDataKeyWithoutPlaintext,
  GenerateDataKeyPair,
  GenerateDataKeyPairWithoutPlaintext,
  ReEncryptFrom,
  ReEncryptTo,
  Sign,
  Verify,
  GenerateMac,
  VerifyMac,
  GetPublicKey,
  DeriveSharedSecret,
  DescribeKey,
  CreateGrant,
  RetireGrant;

  static final Set<GrantOperation> ON_EVERY_KEY = EnumSet.of(DescribeKey, CreateGrant, RetireGrant);
  static final Set<GrantOperation> ENCRYPTION =
      EnumSet.of(Decrypt, Encrypt, ReEncryptFrom, ReEncryptTo);
  static final Set<GrantOperation> DATA_KEYS =
      EnumSet.of(
          GenerateDataKey,
          GenerateDataKeyWithoutPlaintext,
          GenerateDataKeyPair,
          GenerateDataKeyPairWithoutPlaintext);
  static final Set<GrantOperation> SIGNATURES = EnumSet.of(Sign, Verify);
  static final Set<GrantOperation> MACS = EnumSet.of(GenerateMac, VerifyMac);
  static final Set<GrantOperation> PUBLIC_KEY = EnumSet.of(GetPublicKey);
}
