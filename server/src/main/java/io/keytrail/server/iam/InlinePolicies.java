package io.keytrail.server.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The inline policies in force for one owner, in order of name.
record InlinePolicies(List<PolicyRef> refs) {
  InlinePolicies {
    refs = List.copyOf(refs);
  }

  Optional<PolicyRef> find(String name) {
    return refs.stream().filter(ref -> ref.name().equals(name)).findFirst();
  }

  /// With this policy put in force or replaced.
  InlinePolicies with(PolicyRef policy) {
    List<PolicyRef> next = others(policy.name());
    next.add(policy);
    next.sort((a, b) -> a.name().compareTo(b.name()));
    return new InlinePolicies(next);
  }

  InlinePolicies without(String name) {
    return new InlinePolicies(others(name));
  }

  private List<PolicyRef> others(String name) {
    List<PolicyRef> others = new ArrayList<>(refs);
    others.removeIf(ref -> ref.name().equals(name));
    return others;
  }
}
