package io.keytrail.server.iam;

import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.server.invoke.IdentityPolicies.InForce;
import io.keytrail.server.invoke.IdentityPolicies.OfSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a caller brings of its own to a decision.
///
/// @param session the session policy
/// @param sessionId of a role session
/// @param tags of the principal; a session's go before its role's, letter case of keys aside
record OwnPolicies(
    List<CompiledPolicy> identity,
    Optional<CompiledPolicy> session,
    Optional<String> sessionId,
    Map<String, String> tags) {
  static final OwnPolicies NONE =
      new OwnPolicies(List.of(), Optional.empty(), Optional.empty(), Map.of());

  static OwnPolicies of(InForce inForce) {
    return new OwnPolicies(inForce.policies(), Optional.empty(), Optional.empty(), inForce.tags());
  }

  static OwnPolicies of(InForce role, String sessionId, OfSession session) {
    return new OwnPolicies(
        role.policies(),
        session.policy(),
        Optional.of(sessionId),
        session.tags().isEmpty() ? role.tags() : merged(role.tags(), session.tags()));
  }

  private static Map<String, String> merged(Map<String, String> role, Map<String, String> session) {
    Map<String, String> tags = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    tags.putAll(role);
    tags.putAll(session);
    return tags;
  }
}
