package io.keytrail.policy.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// The small words that cases are made of, and the dice.
record Pools(SplittableRandom random) {
  static final String KEY = "arn:aws:kms:us-west-2:123456789012:key/1234abcd";

  /// Everyone who may ask: all kinds of principal, of two accounts.
  static final List<String> PRINCIPALS =
      List.of(
          "arn:aws:iam::123456789012:user/Alice",
          "arn:aws:iam::123456789012:user/Alice",
          "arn:aws:iam::123456789012:user/team/Bob",
          "arn:aws:iam::123456789012:root",
          "arn:aws:sts::123456789012:assumed-role/Admin/me",
          "arn:aws:sts::123456789012:assumed-role/Admin/me",
          "arn:aws:iam::123456789012:role/ops/Admin",
          "arn:aws:iam::123456789012:role/aws-service-role/x.amazonaws.com/Linked",
          "arn:aws:sts::123456789012:federated-user/Fred",
          "arn:aws:iam::111122223333:user/Alice",
          "arn:aws:iam::111122223333:root",
          "arn:aws:sts::111122223333:assumed-role/Admin/me",
          "ec2.amazonaws.com",
          "workspaces.us-west-2.amazonaws.com",
          "123456789012:aws:ec2-infrastructure:i-1234abcd",
          "arn:aws:iam::123456789012:saml-provider/Corp",
          "accounts.google.com",
          "anonymous");

  /// Actions with a resource each that they are asked on.
  static final List<List<String>> ASKED =
      List.of(
          List.of("kms:Decrypt", KEY),
          List.of("kms:Decrypt", KEY),
          List.of("kms:Encrypt", KEY),
          List.of("kms:GenerateDataKeyWithoutPlaintext", KEY),
          List.of("kms:ReEncryptFrom", KEY),
          List.of("kms:DescribeKey", KEY),
          List.of("kms:CreateGrant", KEY),
          List.of("kms:RetireGrant", KEY),
          List.of("kms:ListGrants", KEY),
          List.of("kms:Sign", KEY),
          List.of("kms:GetPublicKey", KEY),
          List.of("kms:Decrypt", "*"),
          List.of("kms:ListKeys", "*"),
          List.of("kms:UpdateAlias", "arn:aws:kms:us-west-2:123456789012:alias/mine"),
          List.of("kms:CreateAlias", "arn:aws:kms:us-west-2:123456789012:alias/aws/ebs"),
          List.of("s3:GetObject", "arn:aws:s3:::bucket/Alice/a:b/x"),
          List.of("s3:GetObject", "arn:aws:s3:::bucket/Alice/a:b/x"),
          List.of("s3:PutObject", "arn:aws:s3:::bucket/*"),
          List.of("ec2:CreateVolume", "arn:aws:ec2:us-west-2:123456789012:volume/vol-1234abcd"),
          List.of("sts:AssumeRole", "arn:aws:iam::123456789012:role/ops/Admin"),
          List.of("sts:AssumeRoleWithSAML", "arn:aws:iam::123456789012:role/ops/Admin"),
          List.of("iam:GetRole", "arn:aws:iam::123456789012:role/ops/Admin"),
          List.of("sts:GetCallerIdentity", "*"),
          List.of("other:Thing", "arn:aws:other:us-west-2:123456789012:thing/Alice"));

  /// Condition keys, each with values that a request may have; the first are well-formed.
  static final List<List<String>> KEYS =
      List.of(
          List.of("aws:PrincipalTag/team", "Alice", "alice", "A*", "Ålice", "straße", "", "a\nb"),
          List.of("aws:RequestTag/Cost Center", "team-1", "TEAM-1", "${aws:username}", "😀", "?"),
          List.of(
              "aws:SourceIp",
              "10.0.0.1",
              "10.255.0.7",
              "2001:db8::1",
              "::ffff:10.0.0.1",
              "300.1.1.1",
              "10.0.0.0/8",
              "010.0.0.1"),
          List.of(
              "aws:MultiFactorAuthAge",
              "10",
              "10.0",
              "1e1",
              "-3",
              "9007199254740993",
              "ten",
              "",
              "10abc",
              "+10",
              " 10"),
          List.of(
              "aws:CurrentTime",
              "2026-01-01T00:00:00Z",
              "2026-01-01",
              "1767225600",
              "2026-01-01T01:00:00+01:00",
              "2026",
              "2026-13-01",
              "2026-01-01T00:00:00.5Z",
              "soon"),
          List.of("aws:SecureTransport", "true", "false", "True", "FALSE", "yes", ""),
          List.of(
              "aws:SourceArn",
              "arn:aws:ec2:us-west-2:123456789012:volume/vol-1",
              "arn:aws:s3:::bucket",
              "arn:aws:sns:us-west-2:123456789012:a:b",
              "vol-1"),
          List.of("x:bytes", "AQI=", "AQID", "AQI", "%%"),
          List.of("kms:ViaService", "ec2.us-west-2.amazonaws.com", "EC2.us-west-2.amazonaws.com"),
          List.of("kms:GrantConstraintType", "EncryptionContextEquals", "EncryptionContextSubset"));

  /// Keys with several values.
  static final List<List<String>> LISTS =
      List.of(
          List.of("aws:TagKeys", "team", "Team", "cost", "", "te*"),
          List.of("kms:GrantOperations", "Decrypt", "Encrypt", "CreateGrant"),
          List.of("x:numbers", "1", "2", "2.0", "two"));

  /// Keys that nobody has to give: they follow from the principal.
  static final List<String> DERIVED =
      List.of(
          "aws:PrincipalArn",
          "aws:PrincipalAccount",
          "aws:PrincipalType",
          "aws:username",
          "aws:userid",
          "kms:CallerAccount",
          "kms:EncryptionContext:aws:ebs:id",
          "kms:EncryptionContextKeys",
          "aws:PrincipalIsAWSService",
          "aws:PrincipalServiceName",
          "x:nothing");

  <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /// One of the first few more often.
  <T> T early(List<T> list) {
    int bound = random.nextInt(3) > 0 ? Math.min(3, list.size()) : list.size();
    return list.get(random.nextInt(bound));
  }

  /// Whether one time in `n`.
  boolean rarely(int n) {
    return random.nextInt(n) == 0;
  }

  /// As it is, in capitals or in small letters.
  String anyCase(String text) {
    return switch (random.nextInt(4)) {
      case 0 -> text.toUpperCase(java.util.Locale.ROOT);
      case 1 -> text.toLowerCase(java.util.Locale.ROOT);
      default -> text;
    };
  }

  /// One, or a list of some.
  Object oneOrSome(int most, java.util.function.Supplier<?> item) {
    if (random.nextInt(3) > 0) {
      return item.get();
    }
    List<Object> list = new ArrayList<>();
    for (int i = random.nextInt(most + 1); i >= 0; i--) {
      list.add(item.get());
    }
    return list;
  }
}
