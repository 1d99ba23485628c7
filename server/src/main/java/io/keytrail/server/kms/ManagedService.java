package io.keytrail.server.kms;

import java.util.List;
import java.util.Optional;

/// A service that has a key of its own in every account and Region where it is needed: an AWS
/// managed key. To give another service one, add it to [#ALL].
///
/// @param name of the key's alias, without `alias/aws/`
/// @param label first label of the service's endpoint: `ec2`
/// @param description of the key
record ManagedService(String name, String label, String description) {
  static final List<ManagedService> ALL =
      List.of(
          new ManagedService("ebs", "ec2", "Protects EBS volumes where no other key is named"),
          new ManagedService(
              "workspaces",
              "workspaces",
              "Protects the volumes of WorkSpaces where no other key is named"));

  static Optional<ManagedService> named(String name) {
    return ALL.stream().filter(service -> service.name().equals(name)).findFirst();
  }

  /// @param alias with `alias/`
  static Optional<ManagedService> ofAlias(String alias) {
    return ALL.stream().filter(service -> service.alias().equals(alias)).findFirst();
  }

  String alias() {
    return Alias.RESERVED_PREFIX + name;
  }

  /// The service's principal.
  String host() {
    return label + ".amazonaws.com";
  }

  /// Whoever may use the service may use the key, through the service alone; the account looks at
  /// the key and revokes grants. Nobody changes the key. Source of the shape: facts/kms.md §9.
  String policy(Place place) {
    return """
        {
          "Version" : "2012-10-17",
          "Id" : "auto-%1$s-1",
          "Statement" : [ {
            "Sid" : "ThroughTheService",
            "Effect" : "Allow",
            "Principal" : {
              "AWS" : "*"
            },
            "Action" : [ "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:CreateGrant", "kms:DescribeKey" ],
            "Resource" : "*",
            "Condition" : {
              "StringEquals" : {
                "kms:CallerAccount" : "%2$s",
                "kms:ViaService" : "%3$s.%4$s.amazonaws.com"
              }
            }
          }, {
            "Sid" : "ForTheAccountToLookAt",
            "Effect" : "Allow",
            "Principal" : {
              "AWS" : "arn:aws:iam::%2$s:root"
            },
            "Action" : [ "kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant" ],
            "Resource" : "*"
          } ]
        }"""
        .formatted(name, place.account(), label, place.region());
  }
}
