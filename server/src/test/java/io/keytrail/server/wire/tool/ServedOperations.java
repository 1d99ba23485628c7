package io.keytrail.server.wire.tool;

import java.util.List;

/// Which model files there are and which operations they describe in full. A service without
/// operations is known by protocol and names only, so that it answers its own unknown-operation
/// error.
///
/// @param service the signing name, and the name of our file
/// @param entry in the jar of models
/// @param operations in the order of their issue
record ServedOperations(String service, String entry, List<String> operations) {

  /// The Maven coordinates of the jar.
  static final String ARTIFACT = "com.amazonaws:aws-java-sdk-models:1.12.797";

  static final List<ServedOperations> ALL =
      List.of(
          of("sts", "sts-2011-06-15", "GetCallerIdentity", "AssumeRole"),
          of(
              "iam",
              "iam-2010-05-08",
              "CreateUser",
              "GetUser",
              "ListUsers",
              "DeleteUser",
              "PutUserPolicy",
              "GetUserPolicy",
              "DeleteUserPolicy",
              "ListUserPolicies",
              "CreateAccessKey",
              "UpdateAccessKey",
              "DeleteAccessKey",
              "ListAccessKeys",
              "CreateRole",
              "GetRole",
              "ListRoles",
              "DeleteRole",
              "UpdateAssumeRolePolicy",
              "PutRolePolicy",
              "GetRolePolicy",
              "DeleteRolePolicy",
              "ListRolePolicies",
              "CreateServiceLinkedRole",
              "SimulateCustomPolicy",
              "SimulatePrincipalPolicy",
              "GetContextKeysForCustomPolicy",
              "GetContextKeysForPrincipalPolicy",
              "GetAccountAuthorizationDetails"),
          of(
              "kms",
              "kms-2014-11-01",
              "CreateKey",
              "DescribeKey",
              "ListKeys",
              "CreateAlias",
              "ListAliases",
              "GetKeyPolicy",
              "PutKeyPolicy",
              "EnableKey",
              "DisableKey",
              "ScheduleKeyDeletion",
              "CancelKeyDeletion",
              "CreateGrant",
              "ListGrants",
              "RetireGrant",
              "RevokeGrant",
              "GenerateDataKey",
              "GenerateDataKeyWithoutPlaintext",
              "Encrypt",
              "Decrypt",
              "ReEncrypt",
              "UpdateAlias",
              "DeleteAlias",
              "UpdateKeyDescription",
              "TagResource",
              "UntagResource",
              "ListResourceTags",
              "ListKeyPolicies",
              "ListRetirableGrants"),
          of(
              "workspaces",
              "workspaces-2015-04-08",
              "RegisterWorkspaceDirectory",
              "DeregisterWorkspaceDirectory",
              "DescribeWorkspaceDirectories",
              "DescribeWorkspaceBundles",
              "CreateWorkspaces",
              "DescribeWorkspaces",
              "RebootWorkspaces",
              "RebuildWorkspaces",
              "StartWorkspaces",
              "StopWorkspaces",
              "TerminateWorkspaces",
              "CreateWorkspaceImage",
              "DescribeWorkspaceImages",
              "DeleteWorkspaceImage",
              "CreateTags",
              "DeleteTags",
              "DescribeTags"),
          of(
              "ds",
              "ds-2015-04-16",
              "CreateDirectory",
              "DescribeDirectories",
              "DeleteDirectory",
              "GetDirectoryLimits",
              "ResetUserPassword",
              "AddTagsToResource",
              "RemoveTagsFromResource",
              "ListTagsForResource"),
          of("cloudtrail", "cloudtrail-2013-11-01", "LookupEvents"),
          of(
              "ec2",
              "ec2-2016-11-15",
              "RunInstances",
              "DescribeInstances",
              "TerminateInstances",
              "CreateVolume",
              "DescribeVolumes",
              "AttachVolume",
              "DetachVolume",
              "DeleteVolume"),
          of("ebs", "ebs-2019-11-02"));

  private static ServedOperations of(String service, String entry, String... operations) {
    return new ServedOperations(service, "models/" + entry + "-model.json", List.of(operations));
  }
}
