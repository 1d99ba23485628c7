package io.keytrail.policy.explain;

import io.keytrail.policy.compile.PrincipalPattern;
import io.keytrail.policy.eval.Principal;
import java.util.Optional;

/// How a policy names a caller.
final class CallerName {
  private CallerName() {}

  /// Empty for anonymous callers: naming everyone is no small change.
  static Optional<PrincipalPattern> pattern(Principal caller) {
    return switch (caller) {
      case Principal.Root(String account) -> Optional.of(new PrincipalPattern.Account(account));
      case Principal.User user -> Optional.of(new PrincipalPattern.ExactArn(user.arn()));
      case Principal.RoleSession session ->
          Optional.of(new PrincipalPattern.Role(session.accountId(), session.roleName()));
      case Principal.FederatedUser user -> Optional.of(new PrincipalPattern.ExactArn(user.arn()));
      case Principal.Service(String host) -> Optional.of(new PrincipalPattern.ServiceHost(host));
      case Principal.Federated(String provider) ->
          Optional.of(new PrincipalPattern.IdentityProvider(provider));
      case Principal.Anonymous _ -> Optional.empty();
    };
  }

  /// A session is named by its role.
  static String text(Principal caller) {
    return caller instanceof Principal.RoleSession session ? session.roleArn() : caller.arn();
  }

  /// The member of `Principal` that the name stands under.
  static String type(Principal caller) {
    return switch (caller) {
      case Principal.Root _,
          Principal.User _,
          Principal.RoleSession _,
          Principal.FederatedUser _,
          Principal.Anonymous _ ->
          "AWS";
      case Principal.Service _ -> "Service";
      case Principal.Federated _ -> "Federated";
    };
  }
}
