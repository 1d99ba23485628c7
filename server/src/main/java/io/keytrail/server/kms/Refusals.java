package io.keytrail.server.kms;

import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;

/// What a refused caller is told where the Authorizer's own sentence would say too much: whether a
/// key of another account exists.
final class Refusals {
  static final String CIPHERTEXT_KEY =
      "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are"
          + " not allowed to access.";

  private Refusals() {}

  /// For a key the caller named.
  static String onNamedKey(Call call, String action, KeyTarget target, Authorization answer) {
    if (target.account().equals(call.account())) {
      return answer.message();
    }
    return "User: %s is not authorized to perform: %s on resource: %s because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access"
        .formatted(call.caller().principal().arn(), action, target.named());
  }

  /// For a key that only the ciphertext names.
  static String onCiphertextKey(Call call, KeyTarget target, Authorization answer) {
    boolean own = target.guarded().isPresent() && target.account().equals(call.account());
    return own ? answer.message() : CIPHERTEXT_KEY;
  }
}
