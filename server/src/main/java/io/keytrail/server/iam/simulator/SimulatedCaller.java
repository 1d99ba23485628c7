package io.keytrail.server.iam.simulator;

import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.Principal;
import io.keytrail.policy.eval.RequestView;
import io.keytrail.server.iam.Account;
import io.keytrail.server.iam.IamErrors;
import java.util.Map;

/// Who is taken to call.
///
/// @param named whether the simulation says who it is; of somebody unnamed nothing is derived, so
///     that `aws:username` is missing and not wrong
/// @param tags of the principal, as context values
record SimulatedCaller(Principal principal, boolean named, Map<String, ContextValue> tags) {
  SimulatedCaller {
    tags = Map.copyOf(tags);
  }

  /// Somebody in that account.
  static SimulatedCaller unnamed(String accountId) {
    return new SimulatedCaller(new Principal.User(accountId, "/", "", ""), false, Map.of());
  }

  /// The user that `CallerArn` names; it need not exist.
  ///
  /// @throws io.keytrail.server.invoke.ApiException `InvalidInput` if it is no user's ARN
  static SimulatedCaller of(String arn) {
    String[] parts = arn.split(":", 6);
    boolean user =
        parts.length == 6
            && parts[0].equals("arn")
            && parts[2].equals("iam")
            && Account.validId(parts[4])
            && parts[5].startsWith("user/")
            && !parts[5].endsWith("/");
    if (!user) {
      throw IamErrors.invalidInput(
          "Invalid caller - Caller must be an IAM user in this context. CallerArn is " + arn + ".");
    }
    int last = parts[5].lastIndexOf('/');
    return new SimulatedCaller(
        new Principal.User(
            parts[4], parts[5].substring(4, last + 1), parts[5].substring(last + 1), ""),
        true,
        Map.of());
  }

  String accountId() {
    return principal.account().orElseThrow();
  }

  RequestView view(AccessRequest request) {
    return named ? RequestView.of(request) : RequestView.withoutDerived(request);
  }
}
