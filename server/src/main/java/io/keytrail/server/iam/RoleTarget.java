package io.keytrail.server.iam;

import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The role that an operation names, as found when the call began.
///
/// @param arn of the role; of the one that would have this name directly under `/` where there is
///     none, so that a caller who may not ask learns nothing about who exists
record RoleTarget(String accountId, String name, String arn, Optional<Role> role) {

  static RoleTarget of(String accountId, String name, Optional<Role> role) {
    String arn = role.map(Role::arn).orElseGet(() -> "arn:aws:iam::" + accountId + ":role/" + name);
    return new RoleTarget(accountId, name, arn, role);
  }

  List<Check> check(String action) {
    ResourceGuard guard =
        role.flatMap(LinkedService::of)
            .map(LinkedService::guard)
            .orElseGet(ResourceGuard.None::new);
    return List.of(
        new Check(
            action,
            arn,
            accountId,
            guard,
            role.map(RoleTarget::tagContext).orElse(Map.of()),
            Map.of(),
            List.of(),
            Map.of()));
  }

  /// What a role's tags bring to every check on it.
  static Map<String, ContextValue> tagContext(Role role) {
    Map<String, ContextValue> context = new HashMap<>();
    for (IamTag tag : role.tags()) {
      context.put("aws:ResourceTag/" + tag.key(), ContextValue.of(tag.value()));
      context.put("iam:ResourceTag/" + tag.key(), ContextValue.of(tag.value()));
    }
    return context;
  }

  /// The role, or `NoSuchEntity`.
  Role require() {
    return role.orElseThrow(() -> IamErrors.noSuchRole(name));
  }

  /// The role, if the caller may change it at all: one that is linked to a service is that
  /// service's.
  Role requireModifiable(Call call) {
    Role found = require();
    boolean own =
        LinkedService.of(found)
            .filter(service -> service.is(call.caller().principal()))
            .isPresent();
    if (found.serviceLinked() && !own) {
      throw IamErrors.protectedRole(found.name());
    }
    return found;
  }
}
