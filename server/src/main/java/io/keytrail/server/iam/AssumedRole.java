package io.keytrail.server.iam;

import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.server.invoke.Check;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The role that AssumeRole names, as found when the call began.
///
/// @param role absent: there is none of that ARN, which the caller must not learn
/// @param callersSession where the caller is a session himself
record AssumedRole(
    String arn,
    String accountId,
    Optional<TrustPolicies.Guarded> role,
    Optional<RoleSession> callersSession) {
  static final String ASSUME = "sts:AssumeRole";
  static final String TAG = "sts:TagSession";

  /// The role. Only after authorisation, which one that is not there never passes.
  Role require() {
    return role.map(TrustPolicies.Guarded::role).orElseThrow();
  }

  List<Check> checks(AssumeRole.Input input) {
    Map<String, ContextValue> context = context(input);
    List<Check> checks = new ArrayList<>(List.of(check(ASSUME, context)));
    if (input.tags().isPresent() || input.transitiveTagKeys().isPresent()) {
      checks.add(check(TAG, context));
    }
    return checks;
  }

  private Check check(String action, Map<String, ContextValue> context) {
    ResourceGuard guard = role.map(TrustPolicies.Guarded::guard).orElseGet(TrustPolicies::nobody);
    return new Check(action, arn, accountId, guard, context, Map.of(), List.of(), Map.of());
  }

  private Map<String, ContextValue> context(AssumeRole.Input input) {
    Map<String, ContextValue> context =
        new HashMap<>(role.map(found -> RoleTarget.tagContext(found.role())).orElse(Map.of()));
    context.put("sts:RoleSessionName", ContextValue.of(input.roleSessionName()));
    input.externalId().ifPresent(id -> context.put("sts:ExternalId", ContextValue.of(id)));
    input
        .durationSeconds()
        .ifPresent(
            seconds ->
                context.put("sts:DurationSeconds", ContextValue.of(Integer.toString(seconds))));
    input
        .transitiveTagKeys()
        .ifPresent(keys -> context.put("sts:TransitiveTagKeys", ContextValue.list(keys)));
    putTags(context, IamTags.of(input.tags()));
    return context;
  }

  private static void putTags(Map<String, ContextValue> context, List<IamTag> tags) {
    if (tags.isEmpty()) {
      return;
    }
    Set<String> seen = new HashSet<>();
    for (IamTag tag : tags) {
      // Keys that differ by letter case only are refused later; a context cannot hold both.
      if (seen.add(AsciiFold.lower(tag.key()))) {
        context.put("aws:RequestTag/" + tag.key(), ContextValue.of(tag.value()));
      }
    }
    context.put("aws:TagKeys", ContextValue.list(tags.stream().map(IamTag::key).toList()));
  }
}
