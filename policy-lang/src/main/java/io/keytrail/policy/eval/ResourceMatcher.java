package io.keytrail.policy.eval;

import io.keytrail.policy.compile.ArnPattern;
import io.keytrail.policy.compile.CompiledStatement;
import io.keytrail.policy.compile.ResourceSet;
import java.util.List;

/// Whether a statement covers the resource.
final class ResourceMatcher {

  /// How a kind of policy names resources.
  enum Mode {
    BY_ARN,
    /// Of the key it is attached to: `*` only.
    OWN_KEY
  }

  private final ArnMatcher arns;
  private final Scratch scratch;

  ResourceMatcher(ArnMatcher arns, Scratch scratch) {
    this.arns = arns;
    this.scratch = scratch;
  }

  Truth covers(CompiledStatement statement, Mode mode) {
    if (statement.resource().isEmpty()) {
      return Truth.TRUE;
    }
    ResourceSet set = statement.resource().get();
    return switch (mode) {
      case BY_ARN -> set.negated() ? any(set.patterns()).not() : any(set.patterns());
      case OWN_KEY -> ownKey(set);
    };
  }

  private Truth any(List<ArnPattern> patterns) {
    Truth any = Truth.FALSE;
    for (int i = 0; i < patterns.size() && any != Truth.TRUE; i++) {
      any = any.or(arns.covers(patterns.get(i), scratch.request.resource()));
    }
    return any;
  }

  private Truth ownKey(ResourceSet set) {
    if (set.everything() && !set.negated()) {
      return Truth.TRUE;
    }
    scratch.met(Ambiguity.KEY_POLICY_RESOURCE);
    return Truth.FALSE;
  }
}
