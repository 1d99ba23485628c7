package io.keytrail.server.iam.simulator;

import io.keytrail.policy.compile.ReferencedKeys;
import java.util.List;

/// The context keys that policies speak of.
record ContextKeysOutput(List<String> contextKeyNames) {
  static ContextKeysOutput of(List<SourcePolicy> policies) {
    ReferencedKeys keys = new ReferencedKeys();
    policies.forEach(policy -> keys.add(policy.compiled()));
    return new ContextKeysOutput(keys.keys());
  }
}
