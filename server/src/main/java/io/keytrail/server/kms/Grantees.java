package io.keytrail.server.kms;

import io.keytrail.policy.eval.Principal;
import java.util.List;

/// The grantee texts under which a grant for a principal can be stored. The evaluator decides
/// whether a grant really matches; a form that is missing here makes a grant useless, one too many
/// costs a look-up.
final class Grantees {
  private Grantees() {}

  static List<String> of(Principal principal) {
    return switch (principal) {
      case Principal.Root root -> List.of(root.arn(), root.accountId());
      case Principal.User user -> ofAccountAnd(user.accountId(), user.arn());
      case Principal.RoleSession session ->
          List.of(
              session.arn(), session.roleArn(), rootArn(session.accountId()), session.accountId());
      case Principal.FederatedUser federated ->
          ofAccountAnd(federated.accountId(), federated.arn());
      case Principal.Service service -> List.of(service.host());
      case Principal.Federated _, Principal.Anonymous _ -> List.of();
    };
  }

  static String rootArn(String account) {
    return "arn:aws:iam::" + account + ":root";
  }

  private static List<String> ofAccountAnd(String account, String arn) {
    return List.of(arn, rootArn(account), account);
  }
}
