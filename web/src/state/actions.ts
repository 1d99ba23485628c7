/** Actions that the simulator offers; any other can be typed. */
export const KMS_ACTIONS: readonly string[] = [
  ...["CancelKeyDeletion", "CreateAlias", "CreateGrant", "CreateKey", "Decrypt", "DeleteAlias", "DescribeKey", "DisableKey", "DisableKeyRotation", "EnableKey"],
  ...["EnableKeyRotation", "Encrypt", "GenerateDataKey", "GenerateDataKeyPair", "GenerateDataKeyPairWithoutPlaintext", "GenerateDataKeyWithoutPlaintext"],
  ...["GenerateMac", "GenerateRandom", "GetKeyPolicy", "GetKeyRotationStatus", "GetPublicKey", "ListAliases", "ListGrants", "ListKeyPolicies", "ListKeys"],
  ...["ListRetirableGrants", "PutKeyPolicy", "ReEncryptFrom", "ReEncryptTo", "RetireGrant", "RevokeGrant", "ScheduleKeyDeletion", "Sign", "TagResource"],
  ...["UntagResource", "UpdateAlias", "UpdateKeyDescription", "Verify", "VerifyMac"],
].map((name) => `kms:${name}`);
