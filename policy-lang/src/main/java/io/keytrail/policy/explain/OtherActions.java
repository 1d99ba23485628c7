package io.keytrail.policy.explain;

import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.compile.CompiledStatement;
import io.keytrail.policy.eval.PolicyType;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/// Explanations of statements that are about other actions. Such a one says nothing of the request
/// but its action, so that who asks about the same policies again is given the same node. Holds a
/// few hundred small ones and no policy. Confined to one thread.
final class OtherActions {
  /// A power of two.
  private static final int PLACES = 256;

  /// In characters, of all that a node is put together of.
  private static final int LONGEST = 1_000;

  private final @Nullable Place[] places = new @Nullable Place[PLACES];

  /// @param policy by its identity: not kept by being remembered
  private record Place(
      WeakReference<CompiledPolicy> policy,
      PolicyType type,
      int statement,
      String action,
      Explanation node) {}

  /// @param statement its place in the policy, from 0
  @Nullable Explanation find(PolicyType type, CompiledPolicy policy, int statement, String action) {
    Place place = places[number(policy, statement, action)];
    return place != null
            && place.statement == statement
            && place.type == type
            && place.action.equals(action)
            && place.policy.refersTo(policy)
        ? place.node
        : null;
  }

  /// Takes the place of another.
  void remember(
      PolicyType type, CompiledPolicy policy, int statement, String action, Explanation node) {
    if (action.length() + length(policy, statement) <= LONGEST) {
      places[number(policy, statement, action)] =
          new Place(new WeakReference<>(policy), type, statement, action, node);
    }
  }

  /// Of the texts that the node takes from the policy.
  private static int length(CompiledPolicy policy, int number) {
    CompiledStatement statement = policy.statements().get(number);
    return policy.name().length()
        + statement.wording().actions().length()
        + statement.source().sid().map(String::length).orElse(0);
  }

  private static int number(CompiledPolicy policy, int statement, String action) {
    int hash = 31 * (31 * System.identityHashCode(policy) + action.hashCode()) + statement;
    return (hash ^ hash >>> 16 ^ hash >>> 8) & PLACES - 1;
  }
}
