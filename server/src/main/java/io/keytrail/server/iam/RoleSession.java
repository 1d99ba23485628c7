package io.keytrail.server.iam;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.Caller.SessionContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One session of a role.
///
/// @param id of its temporary access key, `ASIA…`
/// @param tokenSha256 lower-case hex digest of the session token
/// @param policy document of the session policy
/// @param tags in force: those given with AssumeRole and those inherited
/// @param transitiveKeys of the tags that a session opened from this one inherits
/// @param expires first instant at which the credentials no longer work
public record RoleSession(
    String id,
    String roleId,
    String name,
    String tokenSha256,
    Optional<String> policy,
    List<IamTag> tags,
    List<String> transitiveKeys,
    Instant created,
    Instant expires) {
  public RoleSession {
    tags = List.copyOf(tags);
    transitiveKeys = List.copyOf(transitiveKeys);
  }

  Principal.RoleSession principal(Role role) {
    return new Principal.RoleSession(role.accountId(), role.path(), role.name(), role.id(), name);
  }

  SessionContext context(Role role) {
    return new SessionContext(id, role.arn(), role.id(), created.toString());
  }
}
