package io.keytrail.server.bench;

/// The key policy of the benchmarks: four statements of the shape that a key for encrypted desktops
/// has (delegation to the account, an administrator, a user, and grants for AWS resources only).
final class SeedPolicy {
  private SeedPolicy() {}

  static String keyPolicy() {
    return """
        {"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"kms:*","Resource":"*"},
        {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:user/Alice"},
         "Action":["kms:Create*","kms:Describe*","kms:Enable*","kms:List*","kms:Put*","kms:Update*","kms:Revoke*",
         "kms:Disable*","kms:Get*","kms:Delete*"],"Resource":"*"},
        {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:user/Alice"},
         "Action":["kms:Encrypt","kms:Decrypt","kms:ReEncrypt","kms:GenerateDataKey*","kms:DescribeKey"],"Resource":"*"},
        {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:user/Alice"},
         "Action":["kms:CreateGrant","kms:ListGrants","kms:RevokeGrant"],"Resource":"*",
         "Condition":{"Bool":{"kms:GrantIsForAWSResource":"true"}}}]}""";
  }
}
