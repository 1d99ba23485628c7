package io.keytrail.policy.compile;

/// One principal of a statement, resolved as far as its text allows.
public sealed interface PrincipalPattern {

  /// `*`: everyone, anonymous callers included.
  record Everyone() implements PrincipalPattern {}

  /// An account, by its root ARN or its twelve digits: its root user, and delegation to its
  /// principals.
  record Account(String accountId) implements PrincipalPattern {}

  /// A role: matches its sessions. Role names are unique in an account, so the path is not
  /// compared.
  record Role(String accountId, String name) implements PrincipalPattern {}

  /// A user, a role session or a federated session, by its exact ARN.
  record ExactArn(String arn) implements PrincipalPattern {}

  /// A service by its exact host name, or `*`.
  record ServiceHost(String host) implements PrincipalPattern {}

  /// An identity provider by its exact name, or `*`: whom it vouches for.
  record IdentityProvider(String name) implements PrincipalPattern {}

  /// Matches none of the principals that requests have here: canonical users, and the unique ids
  /// that AWS leaves behind for deleted principals.
  record Nobody(String text) implements PrincipalPattern {}
}
