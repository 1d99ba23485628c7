package io.keytrail.policy.eval;

import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import java.util.List;

/// How the resource is guarded in this request.
enum Guard {
  /// Key policy and grants; identity policies count where the key policy delegates.
  KEY,
  /// Trust policy; likewise, without grants.
  TRUST,
  /// Resource policy or identity policies.
  POLICY,
  /// Identity policies alone.
  NONE;

  private static final String STS = "sts:";

  /// An alias has no key policy, nor has an action that is not on keys; a key action asked on `*`
  /// is asked of the key whose policy or grants are given. A trust policy is about taking on its
  /// role, not about reading or changing it.
  static Guard of(RequestView request, ResourceGuard guard, Scratch scratch) {
    return switch (guard) {
      case ResourceGuard.Key(var policy, var grants) -> {
        if (request.alias()) {
          yield NONE;
        }
        if (!request.onStar()) {
          yield KEY;
        }
        if (request.notOnKeys() || (policy.isEmpty() && grants.isEmpty())) {
          yield NONE;
        }
        scratch.met(Ambiguity.KEY_ACTION_ON_STAR);
        yield KEY;
      }
      case ResourceGuard.Trust _ -> request.foldedAction().startsWith(STS) ? TRUST : NONE;
      case ResourceGuard.Policy _ -> POLICY;
      case ResourceGuard.None _ -> NONE;
    };
  }

  static List<CompiledPolicy> policies(ResourceGuard guard) {
    return switch (guard) {
      case ResourceGuard.Key(var policy, _) -> policy.map(List::of).orElse(List.of());
      case ResourceGuard.Trust(var policy) -> List.of(policy);
      case ResourceGuard.Policy(var policy) -> List.of(policy);
      case ResourceGuard.None _ -> List.of();
    };
  }

  static List<Grant> grants(ResourceGuard guard) {
    return switch (guard) {
      case ResourceGuard.Key(_, List<Grant> grants) -> grants;
      case ResourceGuard.Trust _, ResourceGuard.Policy _, ResourceGuard.None _ -> List.of();
    };
  }

  /// Whether identity policies count only where the resource's own policy delegates to them.
  boolean delegates() {
    return switch (this) {
      case KEY, TRUST -> true;
      case POLICY, NONE -> false;
    };
  }

  ResourceMatcher.Mode mode() {
    return switch (this) {
      case KEY -> ResourceMatcher.Mode.OWN_KEY;
      case TRUST, POLICY, NONE -> ResourceMatcher.Mode.BY_ARN;
    };
  }
}
