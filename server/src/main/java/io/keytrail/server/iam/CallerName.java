package io.keytrail.server.iam;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.CommonErrors;
import java.util.Optional;

/// Whom an operation means whose `UserName` may be left out: then it is the caller.
sealed interface CallerName {

  record Named(String name) implements CallerName {}

  record RootUser(String accountId) implements CallerName {}

  static CallerName resolve(Call call, Optional<String> userName) {
    if (userName.isPresent()) {
      return new Named(userName.get());
    }
    return switch (call.caller().principal()) {
      case Principal.Root root -> new RootUser(root.accountId());
      case Principal.User user -> new Named(user.name());
      case Principal.RoleSession _,
          Principal.FederatedUser _,
          Principal.Service _,
          Principal.Anonymous _ ->
          throw new ApiException(
              CommonErrors.VALIDATION, "Must specify userName when calling with non-User credentials");
    };
  }
}
