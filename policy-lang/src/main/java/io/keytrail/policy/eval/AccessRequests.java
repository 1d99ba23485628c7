package io.keytrail.policy.eval;

import io.keytrail.policy.catalog.Catalogue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Requests made complete.
public final class AccessRequests {
  private AccessRequests() {}

  /// The same request with every context value that follows from its principal and encryption
  /// context written out: what the evaluated request records. A key that is given stays as given.
  /// The decision is the same with and without this step.
  public static AccessRequest derive(AccessRequest request) {
    Map<String, ContextValue> context = new HashMap<>(request.context());
    Set<String> given = new HashSet<>();
    request.context().keySet().forEach(key -> given.add(Catalogue.fold(key)));
    request.unknownContext().forEach(key -> given.add(Catalogue.fold(key)));
    DerivedContext.KEYS.forEach(key -> derive(request, key, given, context));
    for (String key : request.encryptionContext().keySet()) {
      derive(request, "kms:EncryptionContext:" + key, given, context);
    }
    return new AccessRequest(
        request.principal(),
        request.action(),
        request.resource(),
        request.resourceAccount(),
        context,
        request.encryptionContext(),
        request.grantTokens(),
        request.unknownContext());
  }

  private static void derive(
      AccessRequest request, String key, Set<String> given, Map<String, ContextValue> context) {
    String folded = Catalogue.fold(key);
    ContextValue value = DerivedContext.value(request, folded);
    if (value != null && given.add(folded)) {
      context.put(key, value);
    }
  }
}
