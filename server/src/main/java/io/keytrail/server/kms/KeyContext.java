package io.keytrail.server.kms;

import io.keytrail.policy.eval.ContextValue;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Condition keys of KMS requests, and their values.
final class KeyContext {
  static final String SPEC = "kms:KeySpec";
  static final String USAGE = "kms:KeyUsage";
  static final String ORIGIN = "kms:KeyOrigin";
  static final String MULTI_REGION = "kms:MultiRegion";
  static final String BYPASS = "kms:BypassPolicyLockoutSafetyCheck";
  static final String FOR_AWS_RESOURCE = "kms:GrantIsForAWSResource";
  static final String AWS_KMS = "AWS_KMS";

  private KeyContext() {}

  /// What the key brings to every check on it.
  static Map<String, ContextValue> of(KmsKey key) {
    Map<String, ContextValue> context = material(key.spec(), key.usage());
    if (!key.aliases().isEmpty()) {
      context.put("kms:ResourceAliases", ContextValue.list(key.aliases()));
    }
    key.tags()
        .forEach((name, value) -> context.put("aws:ResourceTag/" + name, ContextValue.of(value)));
    return context;
  }

  /// What is known of a key's material, also of one yet to be made.
  static Map<String, ContextValue> material(KeySpec spec, KeyUsage usage) {
    Map<String, ContextValue> context = new HashMap<>();
    context.put(SPEC, ContextValue.of(spec.name()));
    context.put("kms:CustomerMasterKeySpec", ContextValue.of(spec.name()));
    context.put(USAGE, ContextValue.of(usage.name()));
    context.put("kms:CustomerMasterKeyUsage", ContextValue.of(usage.name()));
    context.put(ORIGIN, ContextValue.of(AWS_KMS));
    context.put(MULTI_REGION, ContextValue.of("false"));
    return context;
  }

  static void requestTags(Map<String, ContextValue> context, Map<String, String> tags) {
    if (tags.isEmpty()) {
      return;
    }
    tags.forEach((name, value) -> context.put("aws:RequestTag/" + name, ContextValue.of(value)));
    context.put("aws:TagKeys", texts(tags.keySet()));
  }

  static ContextValue texts(Collection<String> values) {
    return ContextValue.list(List.copyOf(values));
  }

  static ContextValue flag(boolean value) {
    return ContextValue.of(Boolean.toString(value));
  }
}
