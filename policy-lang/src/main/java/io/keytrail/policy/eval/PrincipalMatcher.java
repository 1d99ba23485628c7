package io.keytrail.policy.eval;

import io.keytrail.policy.compile.PrincipalPattern;
import io.keytrail.policy.compile.PrincipalSet;
import java.util.List;

/// Whether, and how, a statement's principal names the caller.
final class PrincipalMatcher {
  private final Scratch scratch;
  private boolean bounded;

  PrincipalMatcher(Scratch scratch) {
    this.scratch = scratch;
  }

  /// @param hasBoundary whether the caller has a permissions boundary: a denying `NotPrincipal`
  ///     then always hits, whoever is listed
  void begin(boolean hasBoundary) {
    bounded = hasBoundary;
  }

  Level level(PrincipalSet set, boolean allows) {
    if (!set.negated()) {
      return best(set.patterns());
    }
    if (allows) {
      return best(set.patterns()) == Level.NONE ? Level.DIRECT : Level.NONE;
    }
    return spared(set.patterns()) ? Level.NONE : Level.DIRECT;
  }

  /// How one name (of a statement, or the grantee of a grant) fits the caller.
  Level level(PrincipalPattern pattern) {
    Principal caller = scratch.request.principal();
    return switch (pattern) {
      case PrincipalPattern.Everyone _ -> Level.DIRECT;
      case PrincipalPattern.Account(String id) -> account(caller, id);
      case PrincipalPattern.Role(String account, String name) -> role(caller, account, name);
      case PrincipalPattern.ExactArn(String arn) -> exact(caller, arn);
      case PrincipalPattern.ServiceHost(String host) -> service(caller, host);
      case PrincipalPattern.IdentityProvider(String name) -> provider(caller, name);
      case PrincipalPattern.Nobody _ -> Level.NONE;
    };
  }

  private Level best(List<PrincipalPattern> patterns) {
    Level best = Level.NONE;
    for (int i = 0; i < patterns.size(); i++) {
      Level level = level(patterns.get(i));
      if (level.compareTo(best) > 0) {
        best = level;
      }
    }
    return best;
  }

  private static Level account(Principal caller, String id) {
    if (caller instanceof Principal.Root(String own)) {
      return own.equals(id) ? Level.DIRECT : Level.NONE;
    }
    return caller.account().isPresent() && caller.account().get().equals(id)
        ? Level.ACCOUNT
        : Level.NONE;
  }

  private static Level role(Principal caller, String account, String name) {
    return caller instanceof Principal.RoleSession session
            && session.accountId().equals(account)
            && session.roleName().equals(name)
        ? Level.ROLE
        : Level.NONE;
  }

  private Level exact(Principal caller, String arn) {
    return switch (caller) {
      case Principal.User _, Principal.RoleSession _, Principal.FederatedUser _ ->
          scratch.request.principalArn().equals(arn) ? Level.DIRECT : Level.NONE;
      case Principal.Root _, Principal.Service _, Principal.Federated _, Principal.Anonymous _ ->
          Level.NONE;
    };
  }

  private static Level service(Principal caller, String host) {
    return caller instanceof Principal.Service(String own) && (host.equals("*") || own.equals(host))
        ? Level.DIRECT
        : Level.NONE;
  }

  private static Level provider(Principal caller, String name) {
    return caller instanceof Principal.Federated(String own)
            && (name.equals("*") || own.equals(name))
        ? Level.DIRECT
        : Level.NONE;
  }

  /// Whether a denying `NotPrincipal` leaves the caller alone.
  private boolean spared(List<PrincipalPattern> patterns) {
    if (bounded && scratch.request.principal().account().isPresent()) {
      return false;
    }
    boolean account = false;
    boolean role = false;
    boolean direct = false;
    for (int i = 0; i < patterns.size(); i++) {
      if (patterns.get(i) instanceof PrincipalPattern.Everyone) {
        return true;
      }
      switch (level(patterns.get(i))) {
        case NONE -> {}
        case ACCOUNT -> account = true;
        case ROLE -> role = true;
        case DIRECT -> direct = true;
      }
    }
    boolean session = scratch.request.principal() instanceof Principal.RoleSession;
    boolean spared = session ? account && role && direct : direct;
    if (spared != (account || role || direct)) {
      scratch.met(Ambiguity.NOT_PRINCIPAL_LEVELS);
    }
    return spared;
  }
}
