package io.keytrail.server.iam.simulator;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.iam.Account;
import io.keytrail.server.iam.IamErrors;
import io.keytrail.server.iam.Role;
import io.keytrail.server.iam.RoleStore;
import io.keytrail.server.iam.User;
import io.keytrail.server.iam.UserStore;
import io.keytrail.server.invoke.Call;
import io.vertx.core.Future;
import java.util.Optional;

/// Finds users and roles by ARN, with their policies. There are no groups here yet: a group's ARN
/// finds nothing.
final class PolicySources {
  private final UserStore users;
  private final RoleStore roles;

  PolicySources(UserStore users, RoleStore roles) {
    this.users = users;
    this.roles = roles;
  }

  /// Of the caller's own account nothing is missed; nothing is looked up in others, and the caller
  /// is not allowed to ask about them.
  Future<PolicySource> find(Call call, String arn) {
    String[] parts = arn.split(":", 6);
    int slash = parts.length == 6 ? parts[5].indexOf('/') : -1;
    String kind = slash < 0 ? "" : parts[5].substring(0, slash);
    boolean clear =
        parts.length == 6
            && parts[0].equals("arn")
            && parts[2].equals("iam")
            && Account.validId(parts[4])
            && (kind.equals("user") || kind.equals("group") || kind.equals("role"))
            && !parts[5].endsWith("/");
    if (!clear) {
      throw IamErrors.invalidInput(
          "Invalid ARN provided in the request: " + arn + "; it names no user, group or role.");
    }
    String name = parts[5].substring(parts[5].lastIndexOf('/') + 1);
    Future<Optional<PolicySource.Held>> held =
        parts[4].equals(call.account())
            ? held(kind, parts[4], name, arn)
            : Future.succeededFuture(Optional.empty());
    return held.map(found -> new PolicySource(arn, parts[4], kind, name, found));
  }

  private Future<Optional<PolicySource.Held>> held(
      String kind, String account, String name, String arn) {
    return switch (kind) {
      case "user" -> users.user(account, name).compose(found -> ofUser(found, arn));
      case "role" -> roles.role(account, name).compose(found -> ofRole(found, arn));
      default -> Future.succeededFuture(Optional.empty());
    };
  }

  private Future<Optional<PolicySource.Held>> ofUser(Optional<User> found, String arn) {
    return found
        .filter(user -> user.arn().equals(arn))
        .map(
            user ->
                users
                    .policies(user)
                    .map(
                        all ->
                            Optional.of(new PolicySource.Held(user.principal(), user.tags(), all))))
        .orElse(Future.succeededFuture(Optional.empty()));
  }

  private Future<Optional<PolicySource.Held>> ofRole(Optional<Role> found, String arn) {
    return found
        .filter(role -> role.arn().equals(arn))
        .map(
            role ->
                roles
                    .policies(role)
                    .map(
                        all ->
                            Optional.of(new PolicySource.Held(principal(role), role.tags(), all))))
        .orElse(Future.succeededFuture(Optional.empty()));
  }

  /// A session of the role whose name and id nobody knows.
  private static Principal principal(Role role) {
    return new Principal.RoleSession(
        role.accountId(), role.path(), role.name(), "", "simulated-session");
  }
}
