package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.PolicySet;
import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.simulate.snapshot.AccountSnapshot;
import io.keytrail.server.simulate.snapshot.AccountSnapshot.Holder;
import io.keytrail.server.simulate.snapshot.AccountSnapshot.Key;
import io.keytrail.server.simulate.snapshot.AccountSnapshot.Organization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Questions about the policies of a snapshot: what it holds for the principal and the resource.
/// What lies outside of the account is not in it, and is refused rather than guessed.
final class SnapshotQuestions {
  private static final String AT = "/snapshot";

  private final AccountSnapshot snapshot;
  private final PoliciesReader reader;

  SnapshotQuestions(AccountSnapshot snapshot, PoliciesReader reader) {
    this.snapshot = snapshot;
    this.reader = reader;
  }

  /// @throws Problem with the pointer to the principal or resource that the snapshot does not have
  StoredPolicies.Question of(Questions.Asked asked) {
    AccessRequest request = asked.request();
    Optional<Holder> holder = holder(asked);
    JsonObject.Builder set = JsonObject.builder();
    holder.ifPresent(one -> own(set, one));
    boolean ours = request.principal().account().filter(snapshot.account()::equals).isPresent();
    if (ours) {
      snapshot
          .organization()
          .filter(one -> !one.management())
          .ifPresent(one -> levels(set, "serviceControl", one.serviceControl()));
    }
    if (request.resourceAccount().equals(snapshot.account())) {
      snapshot
          .organization()
          .ifPresent(one -> levels(set, "resourceControl", one.resourceControl()));
    }
    Optional<Key> key = guard(set, asked);
    AccessRequest complete =
        complete(
            request,
            holder,
            key,
            ours ? snapshot.organization().map(Organization::id) : Optional.empty());
    return new StoredPolicies.Question(complete, read(set.build(), complete));
  }

  private PolicySet read(JsonObject set, AccessRequest request) {
    try {
      return reader.read(set, AT, request);
    } catch (Problem malformed) {
      throw named(malformed, set);
    }
  }

  /// Pointers into what was put together here mean nothing to the asker; the policy's name does.
  private static Problem named(Problem malformed, JsonValue set) {
    JsonValue at = set;
    String name = "";
    for (String step : malformed.pointer().orElse(AT).substring(AT.length()).split("/", -1)) {
      JsonValue next =
          switch (at) {
            case JsonObject object -> object.member(step).orElse(at);
            case JsonArray(var elements) -> elements.get(Integer.parseInt(step));
            default -> at;
          };
      at = next;
      name = at instanceof JsonObject document ? document.string("name").orElse(name) : name;
    }
    return new Problem(
        malformed.status(),
        malformed.code(),
        "the policy `%s` of the snapshot: %s".formatted(name, malformed.detail()),
        Optional.of(AT),
        malformed.position(),
        malformed.diagnostics());
  }

  private Optional<Holder> holder(Questions.Asked asked) {
    String at = asked.pointer() + "/principal";
    return switch (asked.request().principal()) {
      case Principal.User user ->
          Optional.of(
              found(
                  Optional.ofNullable(snapshot.principals().get(user.arn())),
                  "user",
                  user.arn(),
                  at));
      case Principal.RoleSession session ->
          Optional.of(found(role(session), "role", session.roleArn(), at));
      case Principal.Root root -> {
        inside(root.accountId(), "account `" + root.accountId() + "`", at);
        yield Optional.empty();
      }
      case Principal.FederatedUser user -> {
        inside(user.accountId(), "account `" + user.accountId() + "`", at);
        yield Optional.empty();
      }
      case Principal.Service _, Principal.Federated _, Principal.Anonymous _ -> Optional.empty();
    };
  }

  private Optional<Holder> role(Principal.RoleSession session) {
    return session.accountId().equals(snapshot.account())
        ? snapshot.role(session.roleName())
        : Optional.empty();
  }

  private Holder found(Optional<Holder> holder, String kind, String arn, String at) {
    return holder.orElseThrow(() -> outside(kind + " `" + arn + "`", at));
  }

  private void inside(String account, String what, String at) {
    if (!account.equals(snapshot.account())) {
      throw outside(what, at);
    }
  }

  private Problem outside(String what, String at) {
    return new Problem(
        400,
        "NOT_IN_SNAPSHOT",
        "the snapshot of account `%s` of %s does not hold %s"
            .formatted(snapshot.account(), snapshot.taken(), what),
        Optional.of(at),
        Optional.empty(),
        List.of());
  }

  private void own(JsonObject.Builder set, Holder holder) {
    set.put("identity", documents(holder.identity()));
    holder.boundary().ifPresent(name -> set.put("permissionsBoundary", documents(List.of(name))));
  }

  private void levels(JsonObject.Builder set, String kind, List<List<String>> levels) {
    set.put(kind, new JsonArray(levels.stream().<JsonValue>map(this::documents).toList()));
  }

  private JsonArray documents(List<String> names) {
    return new JsonArray(names.stream().<JsonValue>map(this::document).toList());
  }

  private JsonObject document(String name) {
    return JsonObject.builder()
        .put("name", name)
        .put("document", snapshot.policies().getOrDefault(name, ""))
        .build();
  }

  /// Puts what guards the resource: a key's policy and grants, a role's trust policy. Resource
  /// policies of other services are in no snapshot.
  private Optional<Key> guard(JsonObject.Builder set, Questions.Asked asked) {
    AccessRequest request = asked.request();
    String at = asked.pointer() + "/resource";
    return switch (Guarded.of(request, false)) {
      case KEY -> Optional.of(key(set, request.resource(), at));
      case ROLE -> {
        trust(set, request.resource(), at);
        yield Optional.empty();
      }
      case ALIAS, OTHER -> Optional.empty();
    };
  }

  private Key key(JsonObject.Builder set, String arn, String at) {
    Key key = snapshot.keys().get(arn);
    if (key == null) {
      throw outside("the key `" + arn + "`", at);
    }
    String policy = key.policy().orElseThrow(() -> outside("the key policy of `" + arn + "`", at));
    set.put("resource", document(policy));
    set.put("grants", new JsonArray(List.copyOf(key.grants())));
    return key;
  }

  private void trust(JsonObject.Builder set, String arn, String at) {
    Holder role = snapshot.principals().get(arn);
    if (role == null) {
      throw outside("the role `" + arn + "`", at);
    }
    role.trust().ifPresent(name -> set.put("resource", document(name)));
  }

  /// The request with what the snapshot knows of the principal and the key; what is given goes
  /// before that.
  private static AccessRequest complete(
      AccessRequest request, Optional<Holder> holder, Optional<Key> key, Optional<String> orgId) {
    Map<String, ContextValue> context = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    holder.ifPresent(
        one ->
            one.tags()
                .forEach(
                    (name, value) ->
                        context.put("aws:PrincipalTag/" + name, ContextValue.of(value))));
    orgId.ifPresent(id -> context.put("aws:PrincipalOrgID", ContextValue.of(id)));
    key.map(Key::aliases)
        .filter(aliases -> !aliases.isEmpty())
        .ifPresent(aliases -> context.put("kms:ResourceAliases", ContextValue.list(aliases)));
    request.unknownContext().forEach(context::remove);
    request.context().keySet().forEach(context::remove);
    context.putAll(request.context());
    return new AccessRequest(
        holder.map(one -> named(request.principal(), one)).orElse(request.principal()),
        request.action(),
        request.resource(),
        request.resourceAccount(),
        context,
        request.encryptionContext(),
        request.grantTokens(),
        request.unknownContext());
  }

  /// The principal with its id, and a session with its role's path.
  private static Principal named(Principal asked, Holder holder) {
    return switch (asked) {
      case Principal.User user ->
          new Principal.User(user.accountId(), user.path(), user.name(), holder.id());
      case Principal.RoleSession session ->
          new Principal.RoleSession(
              session.accountId(),
              path(holder.arn()),
              session.roleName(),
              holder.id(),
              session.sessionName());
      case Principal.Root _,
          Principal.FederatedUser _,
          Principal.Service _,
          Principal.Federated _,
          Principal.Anonymous _ ->
          asked;
    };
  }

  /// `arn:aws:iam::…:role/team/ops` -> `/team/`.
  private static String path(String roleArn) {
    return roleArn.substring(roleArn.indexOf('/'), roleArn.lastIndexOf('/') + 1);
  }
}
