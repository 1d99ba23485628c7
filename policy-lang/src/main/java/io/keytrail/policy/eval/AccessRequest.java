package io.keytrail.policy.eval;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// One question: may this principal do this action on this resource, in this context?
///
/// @param action `kms:Decrypt`
/// @param resource an ARN, or `*` for actions without a resource
/// @param resourceAccount the account that owns the resource
/// @param context by key as given; keys compare ASCII case-insensitively and must be unique so.
///     What is derived from the principal and the encryption context (`aws:PrincipalArn`,
///     `kms:EncryptionContext:…`, `kms:EncryptionContextKeys`, `kms:CallerAccount`, …) is added by
///     [AccessRequests#derive] unless given
/// @param encryptionContext of a KMS request; empty otherwise
/// @param grantTokens ids of the grants whose tokens the request carries
/// @param unknownContext keys the asker does not know; `rest` means every key that is not given
public record AccessRequest(
    Principal principal,
    String action,
    String resource,
    String resourceAccount,
    Map<String, ContextValue> context,
    Map<String, String> encryptionContext,
    List<String> grantTokens,
    Set<String> unknownContext) {
  public AccessRequest {
    context = Map.copyOf(context);
    encryptionContext = Map.copyOf(encryptionContext);
    grantTokens = List.copyOf(grantTokens);
    unknownContext = Set.copyOf(unknownContext);
  }
}
