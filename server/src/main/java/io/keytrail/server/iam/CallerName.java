package io.keytrail.server.iam;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.CommonErrors;
import io.vertx.core.Future;
import java.util.Optional;

/// Whom an operation means whose `UserName` may be left out: then it is the caller.
sealed interface CallerName {

  record Named(String name) implements CallerName {}

  record RootUser(String accountId) implements CallerName {}

  /// Fails with `ValidationError` where the caller is nobody who could be meant.
  static Future<CallerName> resolve(Call call, Optional<String> userName) {
    if (userName.isPresent()) {
      return Future.succeededFuture(new Named(userName.get()));
    }
    return switch (call.caller().principal()) {
      case Principal.Root root -> Future.succeededFuture(new RootUser(root.accountId()));
      case Principal.User user -> Future.succeededFuture(new Named(user.name()));
      case Principal.RoleSession _,
          Principal.FederatedUser _,
          Principal.Service _,
          Principal.Federated _,
          Principal.Anonymous _ ->
          Future.failedFuture(
              new ApiException(
                  CommonErrors.VALIDATION,
                  "Must specify userName when calling with non-User credentials"));
    };
  }
}
