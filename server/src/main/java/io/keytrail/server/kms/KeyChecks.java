package io.keytrail.server.kms;

import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.Grant;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.server.invoke.Check;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Builds the checks of an action on a key.
final class KeyChecks {
  private KeyChecks() {}

  /// @param more context values that the request brings
  static Check of(String action, KeyTarget target, Map<String, ContextValue> more) {
    return of(action, target, more, Map.of());
  }

  /// @param encryptionContext of the request; for CreateGrant, of its constraint
  static Check of(
      String action,
      KeyTarget target,
      Map<String, ContextValue> more,
      Map<String, String> encryptionContext) {
    return new Check(
        action,
        target.arn(),
        target.account(),
        guard(target),
        context(target, more),
        encryptionContext,
        target.tokenGrants(),
        versions(target));
  }

  private static ResourceGuard guard(KeyTarget target) {
    return new ResourceGuard.Key(
        target.guarded().flatMap(KeyPolicy.Guarded::compiled), decisive(target.grants()));
  }

  private static List<Grant> decisive(List<KmsGrant> grants) {
    List<Grant> decisive = new ArrayList<>(grants.size());
    for (KmsGrant grant : grants) {
      decisive.add(grant.forDecision());
    }
    return decisive;
  }

  private static Map<String, ContextValue> context(
      KeyTarget target, Map<String, ContextValue> more) {
    Optional<Map<String, ContextValue>> ofKey = target.guarded().map(KeyPolicy.Guarded::context);
    if (ofKey.isPresent() && more.isEmpty() && target.requestAlias().isEmpty()) {
      return ofKey.get();
    }
    Map<String, ContextValue> context = new HashMap<>(ofKey.orElse(Map.of()));
    target.requestAlias().ifPresent(name -> context.put("kms:RequestAlias", ContextValue.of(name)));
    context.putAll(more);
    return context;
  }

  private static Map<String, String> versions(KeyTarget target) {
    return target
        .guarded()
        .map(found -> Map.of("keyState", found.key().stateVersion()))
        .orElse(Map.of());
  }
}
