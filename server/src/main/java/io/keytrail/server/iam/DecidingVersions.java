package io.keytrail.server.iam;

import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.eval.Grant;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.server.invoke.Check;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The version ids that a decision rests on, by kind: `policy`, `grant`, `session`, and what the
/// check itself names. Policies and grants that took part and did not match are in it too: replay
/// needs what was there, not what won.
final class DecidingVersions {
  private DecidingVersions() {}

  static Map<String, List<String>> of(OwnPolicies own, Check check) {
    Map<String, List<String>> versions = new HashMap<>();
    check.versions().forEach((kind, id) -> versions.put(kind, List.of(id)));
    List<String> policies = new ArrayList<>(own.identity().size() + 2);
    own.identity().forEach(policy -> policies.add(policy.versionId()));
    own.session().ifPresent(policy -> policies.add(policy.versionId()));
    own.sessionId().ifPresent(id -> versions.put("session", List.of(id)));
    switch (check.guard()) {
      case ResourceGuard.Key(var policy, List<Grant> grants) -> {
        policy.ifPresent(one -> policies.add(one.versionId()));
        if (!grants.isEmpty()) {
          versions.put("grant", grants.stream().map(Grant::versionId).toList());
        }
      }
      case ResourceGuard.Trust(CompiledPolicy policy) -> policies.add(policy.versionId());
      case ResourceGuard.Policy(CompiledPolicy policy) -> policies.add(policy.versionId());
      case ResourceGuard.None() -> {}
    }
    if (!policies.isEmpty()) {
      versions.put("policy", List.copyOf(policies));
    }
    return versions;
  }
}
