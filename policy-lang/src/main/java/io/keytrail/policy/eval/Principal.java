package io.keytrail.policy.eval;

import java.util.Optional;

/// Who asks.
public sealed interface Principal {

  /// The account the principal belongs to; absent for services and strangers.
  Optional<String> account();

  /// The ARN as `aws:PrincipalArn` and CloudTrail's `userIdentity.arn` show it (a role session's is
  /// its assumed-role ARN); a service's host name; `anonymous`.
  String arn();

  /// An account's root user.
  record Root(String accountId) implements Principal {
    @Override
    public Optional<String> account() {
      return Optional.of(accountId);
    }

    @Override
    public String arn() {
      return "arn:aws:iam::" + accountId + ":root";
    }
  }

  /// An IAM user.
  ///
  /// @param path begins and ends with `/`
  /// @param userId `AIDA…`
  record User(String accountId, String path, String name, String userId) implements Principal {
    @Override
    public Optional<String> account() {
      return Optional.of(accountId);
    }

    @Override
    public String arn() {
      return "arn:aws:iam::" + accountId + ":user" + path + name;
    }
  }

  /// A session of a role.
  ///
  /// @param roleId `AROA…`
  record RoleSession(
      String accountId, String rolePath, String roleName, String roleId, String sessionName)
      implements Principal {
    @Override
    public Optional<String> account() {
      return Optional.of(accountId);
    }

    @Override
    public String arn() {
      return "arn:aws:sts::" + accountId + ":assumed-role/" + roleName + "/" + sessionName;
    }

    public String roleArn() {
      return "arn:aws:iam::" + accountId + ":role" + rolePath + roleName;
    }
  }

  /// A federated user session (`sts:GetFederationToken`).
  record FederatedUser(String accountId, String name) implements Principal {
    @Override
    public Optional<String> account() {
      return Optional.of(accountId);
    }

    @Override
    public String arn() {
      return "arn:aws:sts::" + accountId + ":federated-user/" + name;
    }
  }

  /// An AWS service, by host name: `workspaces.us-west-2.amazonaws.com`. Also the internal form
  /// `ACCOUNT:aws:ec2-infrastructure:i-…` under which EBS uses grants.
  record Service(String host) implements Principal {
    @Override
    public Optional<String> account() {
      return Optional.empty();
    }

    @Override
    public String arn() {
      return host;
    }
  }

  /// Someone whom an identity provider vouches for and who has no role yet: the caller of
  /// `sts:AssumeRoleWithSAML` and `sts:AssumeRoleWithWebIdentity`.
  ///
  /// @param provider as trust policies name it: the provider's ARN, or `accounts.google.com`
  record Federated(String provider) implements Principal {
    @Override
    public Optional<String> account() {
      return Optional.empty();
    }

    @Override
    public String arn() {
      return provider;
    }
  }

  /// Nobody known.
  record Anonymous() implements Principal {
    @Override
    public Optional<String> account() {
      return Optional.empty();
    }

    @Override
    public String arn() {
      return "anonymous";
    }
  }
}
