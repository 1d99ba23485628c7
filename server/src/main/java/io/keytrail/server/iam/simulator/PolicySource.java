package io.keytrail.server.iam.simulator;

import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.PolicyType;
import io.keytrail.policy.eval.Principal;
import io.keytrail.server.iam.IamErrors;
import io.keytrail.server.iam.IamTag;
import io.keytrail.server.iam.PolicyVersion;
import io.keytrail.server.invoke.Check;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The user, group or role whose policies a simulation takes, as found when the call began.
///
/// @param kind `user`, `group` or `role`
/// @param held absent if there is none of that ARN
record PolicySource(String arn, String accountId, String kind, String name, Optional<Held> held) {

  /// What it is, and its policies in order of name.
  record Held(Principal principal, List<IamTag> tags, List<PolicyVersion> policies) {
    Held {
      tags = List.copyOf(tags);
      policies = List.copyOf(policies);
    }
  }

  List<Check> check(String action) {
    return List.of(Check.plain(action, arn, accountId));
  }

  /// What was found, or `NoSuchEntity`.
  Held require() {
    return held.orElseThrow(
        () ->
            switch (kind) {
              case "user" -> IamErrors.noSuchUser(name);
              case "role" -> IamErrors.noSuchRole(name);
              default -> IamErrors.noSuchGroup(name);
            });
  }

  /// Its policies, but for the excluded ones.
  List<SourcePolicy> policies(Exclusions exclusions) {
    return require().policies().stream()
        .filter(policy -> !exclusions.inline(policy.name(), kind, name))
        .map(
            policy ->
                SourcePolicy.read(
                    PolicyType.IDENTITY,
                    DocumentKind.IDENTITY,
                    kind + "_" + name + "_" + policy.name(),
                    policy.document()))
        .toList();
  }

  SimulatedCaller caller() {
    Held found = require();
    Map<String, ContextValue> tags = new HashMap<>();
    found
        .tags()
        .forEach(tag -> tags.put("aws:PrincipalTag/" + tag.key(), ContextValue.of(tag.value())));
    return new SimulatedCaller(found.principal(), true, tags);
  }

  boolean isUser() {
    return kind.equals("user");
  }
}
