package io.keytrail.policy.eval;

import io.keytrail.policy.ast.Effect;
import io.keytrail.policy.ast.PrincipalName;
import io.keytrail.policy.ast.Statement;
import io.keytrail.policy.ast.Version;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.eval.Decision.Verdict;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The rules of the facts file read aloud: from the written documents, without compiling anything,
/// slow. Shares with the evaluator only the document tree and the requests. Conditions are
/// [ReferenceConditions].
final class ReferenceEvaluator {
  private static final String ANYONE = "*";

  private final AccessRequest request;
  private final AccessRequest derived;
  private final PolicySet policies;
  private final Set<String> denials = new TreeSet<>();

  ReferenceEvaluator(AccessRequest request, PolicySet policies) {
    this.request = request;
    this.derived = AccessRequests.derive(request);
    this.policies = policies;
  }

  /// What a kind of policy says: the strongest way in which an applying allow names the caller.
  private enum Says {
    NOTHING,
    ACCOUNT,
    ROLE,
    CALLER
  }

  Verdict decide() {
    if (is("sts:GetCallerIdentity")) {
      return Verdict.ALLOWED;
    }
    boolean owned = account() != null;
    boolean linked =
        request.principal() instanceof Principal.RoleSession s
            && s.rolePath().startsWith("/aws-service-role/");
    boolean ceilings = true;
    if (owned && !linked) {
      for (List<CompiledPolicy> level : policies.serviceControl()) {
        ceilings &= say("scp", level, false, false) != Says.NOTHING;
      }
    }
    if (!linked && !is("kms:RetireGrant")) {
      for (List<CompiledPolicy> level : policies.resourceControl()) {
        ceilings &= say("rcp", level, true, false) != Says.NOTHING;
      }
    }
    if (!policies.vpcEndpoint().isEmpty()) {
      ceilings &= say("vpce", policies.vpcEndpoint(), true, false) != Says.NOTHING;
    }
    boolean limits = true;
    boolean identity = false;
    if (owned) {
      limits &= limit("boundary", policies.permissionsBoundary().orElse(List.of()));
      limits &= limit("session", policies.session().orElse(List.of()));
      limits &=
          !(request.principal() instanceof Principal.FederatedUser)
              || !policies.session().orElse(List.of()).isEmpty();
      identity = say("identity", policies.identity(), false, false) != Says.NOTHING;
      identity |= request.principal() instanceof Principal.Root;
    }
    boolean key = policies.resource() instanceof ResourceGuard.Key && !alias();
    Says resource = say("resource", resourcePolicies(key), true, key);
    if (is("kms:RetireGrant")) {
      identity = false;
      resource = Says.NOTHING;
    }
    boolean granted = key && grants().contains(Says.CALLER);
    boolean delegatedByGrant = key && grants().contains(Says.ACCOUNT);
    if (!denials.isEmpty()) {
      return Verdict.EXPLICIT_DENY;
    }
    if (alias()
        && request.resource().contains(":alias/aws/")
        && (is("kms:CreateAlias") || is("kms:UpdateAlias") || is("kms:DeleteAlias"))) {
      return Verdict.IMPLICIT_DENY;
    }
    boolean other = owned && !request.resourceAccount().equals(account());
    boolean named = resource != Says.NOTHING || delegatedByGrant;
    boolean needsDelegation =
        key || (policies.resource() instanceof ResourceGuard.Trust && takesRole());
    boolean core =
        granted
            || (other
                ? named && identity && limits
                : resource == Says.CALLER
                    || (resource == Says.ROLE && limits)
                    || (identity && limits && (!needsDelegation || named)));
    return core && ceilings ? Verdict.ALLOWED : Verdict.IMPLICIT_DENY;
  }

  Set<String> denials() {
    return denials;
  }

  private boolean limit(String kind, List<CompiledPolicy> list) {
    return list.isEmpty() || say(kind, list, false, false) != Says.NOTHING;
  }

  private List<CompiledPolicy> resourcePolicies(boolean key) {
    return switch (policies.resource()) {
      case ResourceGuard.Key(var policy, _) -> key ? policy.stream().toList() : List.of();
      case ResourceGuard.Trust(var policy) -> takesRole() ? List.of(policy) : List.of();
      case ResourceGuard.Policy(var policy) -> List.of(policy);
      case ResourceGuard.None _ -> List.of();
    };
  }

  private Says say(String kind, List<CompiledPolicy> list, boolean names, boolean key) {
    Says strongest = Says.NOTHING;
    for (CompiledPolicy policy : list) {
      for (Statement statement : policy.document().statements()) {
        Says says = names ? names(statement) : Says.CALLER;
        if (says == Says.NOTHING || !action(statement)) {
          continue;
        }
        boolean variables = policy.document().version() == Version.V2012;
        var conditions = new ReferenceConditions(derived, variables);
        Truth holds =
            resource(statement, key, conditions).and(conditions.block(statement.condition()));
        if (statement.effect() == Effect.DENY && holds != Truth.FALSE) {
          denials.add(kind + ":" + policy.name() + ":" + statement.number());
        }
        if (statement.effect() == Effect.ALLOW
            && holds == Truth.TRUE
            && says.compareTo(strongest) > 0) {
          strongest = says;
        }
      }
    }
    return strongest;
  }

  private boolean action(Statement statement) {
    boolean any = false;
    for (var written : statement.action().patterns()) {
      String pattern = written.text().equals("*:*") ? "*" : lower(written.text());
      String asked = lower(request.action());
      any |=
          pattern.equals("*")
              || (pattern.split(":", 2)[0].equals(asked.split(":", 2)[0])
                  && ReferenceConditions.glob(pattern, asked));
    }
    return any != statement.action().negated();
  }

  private Truth resource(Statement statement, boolean key, ReferenceConditions conditions) {
    if (statement.resource().isEmpty()) {
      return Truth.TRUE;
    }
    var clause = statement.resource().get();
    if (key) {
      return Truth.of(
          !clause.negated() && clause.patterns().stream().anyMatch(w -> w.text().equals("*")));
    }
    Truth any = Truth.FALSE;
    for (var written : clause.patterns()) {
      any = any.or(conditions.resource(written.text()));
    }
    return clause.negated() ? any.not() : any;
  }

  private Says names(Statement statement) {
    if (statement.principal().isEmpty()) {
      return Says.NOTHING;
    }
    var clause = statement.principal().get();
    List<Says> matches = clause.names().stream().map(this::names).toList();
    Says strongest = matches.stream().max(Says::compareTo).orElse(Says.NOTHING);
    if (!clause.negated()) {
      return strongest;
    }
    if (statement.effect() == Effect.ALLOW) {
      return strongest == Says.NOTHING ? Says.CALLER : Says.NOTHING;
    }
    boolean everyone = clause.names().stream().anyMatch(n -> n.text().equals(ANYONE));
    boolean bounded = !policies.permissionsBoundary().orElse(List.of()).isEmpty();
    boolean spared =
        everyone
            || (!bounded
                && (request.principal() instanceof Principal.RoleSession
                    ? matches.containsAll(List.of(Says.ACCOUNT, Says.ROLE, Says.CALLER))
                    : strongest == Says.CALLER));
    return spared ? Says.NOTHING : Says.CALLER;
  }

  private Says names(PrincipalName name) {
    return switch (name.type()) {
      case AWS -> names(name.text());
      case SERVICE ->
          request.principal() instanceof Principal.Service(String host) && host.equals(name.text())
              ? Says.CALLER
              : Says.NOTHING;
      case FEDERATED, CANONICAL_USER -> Says.NOTHING;
    };
  }

  private Says names(String text) {
    if (text.equals(ANYONE)) {
      return Says.CALLER;
    }
    Principal caller = request.principal();
    boolean ownAccount =
        account() != null
            && (text.equals(account()) || text.equals("arn:aws:iam::" + account() + ":root"));
    if (ownAccount) {
      return caller instanceof Principal.Root ? Says.CALLER : Says.ACCOUNT;
    }
    if (caller instanceof Principal.RoleSession session
        && text.startsWith("arn:aws:iam::" + session.accountId() + ":role/")
        && text.endsWith("/" + session.roleName())) {
      return Says.ROLE;
    }
    return text.startsWith("arn:") && text.equals(caller.arn()) ? Says.CALLER : Says.NOTHING;
  }

  private List<Says> grants() {
    List<Says> says = new ArrayList<>();
    for (Grant grant : ((ResourceGuard.Key) policies.resource()).grants()) {
      boolean operation =
          grant.operations().stream().anyMatch(o -> is("kms:" + o)) && !is("kms:ListGrants");
      if (operation && grant.keyArn().equals(request.resource()) && constraint(grant)) {
        Says grantee =
            grant.grantee().equals(request.principal().arn())
                ? Says.CALLER
                : names(grant.grantee());
        says.add(grantee == Says.ROLE ? Says.CALLER : grantee);
      }
    }
    return says;
  }

  private boolean constraint(Grant grant) {
    if (grant.constraint().isEmpty() || is("kms:DescribeKey") || is("kms:RetireGrant")) {
      return true;
    }
    Map<String, String> pairs = grant.constraint().get().pairs();
    boolean within =
        pairs.entrySet().stream()
            .allMatch(
                pair ->
                    request.encryptionContext().entrySet().stream()
                        .anyMatch(
                            given ->
                                lower(given.getKey()).equals(lower(pair.getKey()))
                                    && given.getValue().equals(pair.getValue())));
    return switch (grant.constraint().get()) {
      case Grant.Constraint.Subset _ -> within;
      case Grant.Constraint.Equals _ ->
          within && pairs.size() == request.encryptionContext().size();
    };
  }

  private boolean takesRole() {
    return lower(request.action()).startsWith("sts:");
  }

  private boolean alias() {
    return request.resource().startsWith("arn:aws:kms:") && request.resource().contains(":alias/");
  }

  private boolean is(String action) {
    return lower(action).equals(lower(request.action()));
  }

  private @org.jspecify.annotations.Nullable String account() {
    return request.principal().account().orElse(null);
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
