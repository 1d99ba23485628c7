package io.keytrail.server.invoke;

import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import java.util.List;
import java.util.Map;

/// One thing a call must be allowed to do.
///
/// @param action `kms:Decrypt`
/// @param resource ARN or `*`
/// @param resourceAccount the account that owns the resource (the caller's for `*`)
/// @param guard what guards the resource: the key policy and the grants that could match, …
/// @param context context values that the request and the resource bring (`kms:KeySpec`,
///     `kms:RequestAlias`, …); those of the caller and of the transport are added by the Authorizer
/// @param encryptionContext of a KMS request
/// @param grantTokens ids of grants whose tokens were presented
/// @param versions of state that decides beside policies, for the evaluated request: `keyState` ->
///     `arn#17`
public record Check(
    String action,
    String resource,
    String resourceAccount,
    ResourceGuard guard,
    Map<String, ContextValue> context,
    Map<String, String> encryptionContext,
    List<String> grantTokens,
    Map<String, String> versions) {
  public Check {
    context = Map.copyOf(context);
    encryptionContext = Map.copyOf(encryptionContext);
    grantTokens = List.copyOf(grantTokens);
    versions = Map.copyOf(versions);
  }

  /// A check of an action that has no resource, or of one that only identity policies guard.
  public static Check plain(String action, String resource, String account) {
    return new Check(
        action,
        resource,
        account,
        new ResourceGuard.None(),
        Map.of(),
        Map.of(),
        List.of(),
        Map.of());
  }
}
