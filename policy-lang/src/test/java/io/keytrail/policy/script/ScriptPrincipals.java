package io.keytrail.policy.script;

import io.keytrail.policy.eval.Principal;

/// Principals as scripts write them: an ARN, a service's host, `idp NAME` (whom an identity
/// provider vouches for), `anonymous`.
public final class ScriptPrincipals {
  private ScriptPrincipals() {}

  public static Principal parse(String text) {
    if (text.equals("anonymous")) {
      return new Principal.Anonymous();
    }
    if (text.startsWith("idp ")) {
      return new Principal.Federated(text.substring(4));
    }
    if (!text.startsWith("arn:")) {
      return new Principal.Service(text);
    }
    String[] parts = text.split(":", 6);
    String account = parts[4];
    String[] path = parts[5].split("/", -1);
    return switch (path[0]) {
      case "root" -> new Principal.Root(account);
      case "user" -> {
        String rest = parts[5].substring("user".length());
        int slash = rest.lastIndexOf('/') + 1;
        yield new Principal.User(
            account,
            rest.substring(0, slash),
            rest.substring(slash),
            "AIDA" + rest.substring(slash));
      }
      case "assumed-role" ->
          new Principal.RoleSession(account, "/", path[1], "AROA" + path[1], path[2]);
      case "role" -> {
        // A session of a role with a path: role/path/name@session.
        String rest = parts[5].substring("role".length());
        int slash = rest.lastIndexOf('/') + 1;
        String[] named = rest.substring(slash).split("@", 2);
        yield new Principal.RoleSession(
            account, rest.substring(0, slash), named[0], "AROA" + named[0], named[1]);
      }
      case "federated-user" -> new Principal.FederatedUser(account, path[1]);
      default -> throw new IllegalArgumentException(text);
    };
  }
}
