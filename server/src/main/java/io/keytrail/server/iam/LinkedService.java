package io.keytrail.server.iam;

import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.policy.eval.Principal;
import java.util.List;
import java.util.Optional;

/// A service of ours that works in an account by a role of its own. To link another service, add it
/// to [#ALL].
///
/// @param host its service principal, without Region
/// @param sessionName of the sessions in which it works
/// @param permissions document of the role's one inline policy
record LinkedService(
    String host, String roleName, String sessionName, String description, String permissions) {
  static final String POLICY_NAME = "ServiceRolePermissions";

  static final LinkedService WORKSPACES =
      new LinkedService(
          "workspaces.amazonaws.com",
          "AWSServiceRoleForWorkSpaces",
          "WorkSpaces",
          "Lets WorkSpaces make and remove the instances and volumes of its WorkSpaces.",
          """
          {
            "Version": "2012-10-17",
            "Statement": [
              {
                "Sid": "InstancesAndVolumes",
                "Effect": "Allow",
                "Action": [
                  "ec2:RunInstances",
                  "ec2:DescribeInstances",
                  "ec2:TerminateInstances",
                  "ec2:CreateVolume",
                  "ec2:DescribeVolumes",
                  "ec2:AttachVolume",
                  "ec2:DetachVolume",
                  "ec2:DeleteVolume"
                ],
                "Resource": "*"
              },
              {
                "Sid": "UsersOfTheDirectory",
                "Effect": "Allow",
                "Action": ["ds:DescribeDirectories", "ds:AccessDSData", "ds-data:DescribeUser"],
                "Resource": "*"
              }
            ]
          }
          """);

  static final List<LinkedService> ALL = List.of(WORKSPACES);

  /// By its service principal, or by an endpoint of it: `workspaces.us-west-2.amazonaws.com`.
  static Optional<LinkedService> ofHost(String host) {
    return ALL.stream().filter(service -> service.answersAt(host)).findFirst();
  }

  /// The service that the role is linked to.
  static Optional<LinkedService> of(Role role) {
    return ALL.stream()
        .filter(
            service -> role.path().equals(service.path()) && role.name().equals(service.roleName()))
        .findFirst();
  }

  private boolean answersAt(String text) {
    int dot = host.indexOf('.');
    return text.equals(host)
        || (text.startsWith(host.substring(0, dot + 1)) && text.endsWith(host.substring(dot)));
  }

  boolean is(Principal principal) {
    return principal.equals(principal());
  }

  Principal.Service principal() {
    return new Principal.Service(host);
  }

  String path() {
    return Role.LINKED_PATH + host + "/";
  }

  String roleArn(String accountId) {
    return "arn:aws:iam::" + accountId + ":role" + path() + roleName;
  }

  /// Only the service itself may assume the role.
  String trust() {
    return """
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Allow",
              "Principal": {"Service": "%s"},
              "Action": "sts:AssumeRole"
            }
          ]
        }
        """
        .formatted(host);
  }

  /// What lets the service look after its own role, beside what policies let people do.
  ResourceGuard guard() {
    return new ResourceGuard.Policy(compiled());
  }

  private CompiledPolicy compiled() {
    String document =
        """
        {
          "Version": "2012-10-17",
          "Statement": {
            "Effect": "Allow",
            "Principal": {"Service": "%s"},
            "Action": ["iam:CreateServiceLinkedRole", "iam:PutRolePolicy"],
            "Resource": "*"
          }
        }
        """
            .formatted(host);
    return IdentityDocuments.compile(
        document, DocumentKind.RESOURCE, "service-linked role", "linked-role/" + host + "#1");
  }
}
