package io.keytrail.policy.reference;

import static io.keytrail.policy.reference.ReferenceMatch.lower;
import static io.keytrail.policy.reference.ReferenceStatement.read;
import static io.keytrail.policy.reference.ReferenceStatement.refs;

import io.keytrail.policy.reference.ReferencePrincipal.Named;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The decision on one case, §4.1 and §4.2 of the facts: slow, and a line for each rule. A case has
/// the form of `POST /api/v1/simulate`, with every context key given: nothing is derived here.
final class Reference {
  /// @param blockedBy every answer that is right: several where equally few kinds stood in the way
  record Answer(String decision, Set<Set<String>> blockedBy, Set<String> decidedBy) {}

  private static final List<String> SIDES =
      List.of("permissionsBoundary", "session", "identity", "resource");
  private static final List<Set<String>> CHOICES = choices();
  private static final List<String> CEILINGS =
      List.of("serviceControl", "resourceControl", "vpcEndpoint");
  private static final String NOT_ON_KEYS =
      "kms:(CreateKey|GenerateRandom|List(Keys|Aliases|RetirableGrants)|.*CustomKeyStores?)";

  private final Map<String, @Nullable Object> policies;
  private final boolean retire;
  private final boolean foreign; // the caller is of another account than the resource
  private final Map<String, List<ReferenceStatement>> applying = new HashMap<>();
  final Map<String, ReferenceMatch.Values> context = new HashMap<>();
  final ReferencePrincipal caller;
  final String action;
  final String resource;
  private final Set<Named> names; // how the resource's policy names the caller where it allows
  private final Set<String> granted; // grants to the caller
  private final Set<String> delegated; // grants to his account
  final boolean key;
  final boolean trust;

  Reference(Map<String, @Nullable Object> testCase) {
    Map<String, @Nullable Object> request = Json.asMap(testCase.get("request"));
    policies = Json.asMap(testCase.get("policies"));
    caller = new ReferencePrincipal(Json.text(request.get("principal")));
    action = Json.text(request.get("action"));
    resource = Json.text(request.get("resource"));
    retire = action.equals("kms:RetireGrant");
    // AMB-17: an action on keys, asked on `*`, is about the key whose policy or grants are given.
    boolean onGivenKey = resource.equals("*") && (has("resource") || has("grants"));
    key =
        resource.matches("arn:aws:kms:.*:key/.*")
            || (onGivenKey && action.matches("kms:.*") && !action.matches(NOT_ON_KEYS));
    trust = resource.matches("arn:aws:iam:.*:role/.*") && action.startsWith("sts:");
    boolean ownerless =
        resource.equals("*") && !key && (!has("resource") || action.matches(NOT_ON_KEYS));
    String owner = ownerless ? caller.account() : Json.text(request.get("resourceAccount"));
    foreign = !caller.account().isEmpty() && !caller.account().equals(owner);
    Json.asMap(request.get("context"))
        .forEach((k, v) -> context.put(lower(k), ReferenceMatch.Values.of(v)));
    names = names();
    ReferenceGrants grants = new ReferenceGrants(this, request, policies.get("grants"));
    granted = grants.to(Set.of(Named.SELF, Named.ROLE));
    delegated = grants.to(Set.of(Named.ACCOUNT));
  }

  boolean has(String kind) {
    return !Json.items(policies.get(kind)).isEmpty();
  }

  /// Deny overrides. Then every ceiling must allow, and one of: a grant; the resource's policy,
  /// where it names the caller; the caller's own policies, with the resource's where that is
  /// another account's, a key's or a role's.
  Answer decide() {
    List<ReferenceStatement> denies =
        Stream.concat(SIDES.stream(), CEILINGS.stream())
            .flatMap(kind -> applying(kind, true).stream())
            .toList();
    if (action.equals("sts:GetCallerIdentity")) {
      return new Answer("allowed", Set.of(Set.of()), Set.of("rule"));
    } else if (!denies.isEmpty()) {
      return new Answer("explicitDeny", blockedBy(denies), refs(denies));
    } else if (resource.contains(":alias/aws/")
        && action.matches("kms:(Create|Update|Delete)Alias")) {
      return new Answer("implicitDeny", Set.of(Set.of()), Set.of("rule"));
    }
    boolean allowed = CEILINGS.stream().noneMatch(this::blocks) && sidesAllow(Set.of());
    return allowed
        ? new Answer("allowed", Set.of(Set.of()), decidedBy())
        : new Answer("implicitDeny", blockedBy(denies), Set.of());
  }

  /// §4.1: whether one level of the organisation, or the endpoint, does not allow. AMB-15: nor a
  /// level of RCPs.
  private boolean blocks(String ceiling) {
    List<Object> all = exempt(ceiling) ? List.of() : Json.items(policies.get(ceiling));
    List<Object> levels = ceiling.equals("vpcEndpoint") && !all.isEmpty() ? List.of(all) : all;
    return levels.stream()
        .anyMatch(
            level ->
                read(ceiling + "/", level).stream().noneMatch(s -> !s.deny() && s.applies(this)));
  }

  /// §4.1: whether boundary and session policy allow, or are taken to.
  private boolean limits(Set<String> over) {
    // AMB-26: a federated user without a session policy has nothing of his own.
    boolean sessionless = !has("session") && !caller.text().contains(":federated-user/");
    return (over.contains("permissionsBoundary")
            || !has("permissionsBoundary")
            || allows("permissionsBoundary"))
        && (over.contains("session") || sessionless || allows("session"));
  }

  /// Whether the policies allow if the kinds of `over` are taken to have no objection (none for
  /// the decision). They do not count as allowing: somebody else must.
  private boolean sidesAllow(Set<String> over) {
    boolean identity =
        over.contains("identity") || (!retire && (caller.root() || allows("identity")));
    boolean named = over.contains("resource") || !names.isEmpty() || !delegated.isEmpty();
    boolean both = foreign || key || trust || over.contains("identity");
    boolean own = !caller.account().isEmpty() && limits(over) && identity && (named || !both);
    boolean alone =
        !foreign && !over.contains("resource") && names.stream().anyMatch(how -> alone(how, over));
    return alone
        || (own && !over.containsAll(Set.of("identity", "resource")))
        || !granted.isEmpty();
  }

  /// §4.1's table: whether an allow that names the caller so needs no other.
  private boolean alone(Named how, Set<String> over) {
    return switch (how) {
      case EVERYONE, SELF -> true;
      case ROLE -> limits(over);
      case ACCOUNT -> false;
    };
  }

  /// AMB-24: no policy allows to retire a grant.
  private Set<Named> names() {
    Set<Named> names = EnumSet.noneOf(Named.class);
    applying("resource", false).forEach(s -> names.addAll(retire ? Set.of() : s.names(caller)));
    return names;
  }

  /// Every set of kinds.
  private static List<Set<String>> choices() {
    List<Set<String>> choices = new ArrayList<>(List.of(Set.of()));
    for (String kind : SIDES) {
      for (Set<String> without : List.copyOf(choices)) {
        Set<String> with = new TreeSet<>(without);
        with.add(kind);
        choices.add(with);
      }
    }
    return choices;
  }

  /// The fewest kinds whose objection stands in the way of an allow of others, with the ceilings
  /// that object; none where nobody would allow.
  private Set<Set<String>> blockedBy(List<ReferenceStatement> denies) {
    Set<String> deny = new HashSet<>(denies.stream().map(s -> s.ref().split("[/#]")[0]).toList());
    Set<Set<String>> fewest = new HashSet<>();
    for (int size = 0; size <= SIDES.size() && fewest.isEmpty(); size++) {
      for (Set<String> over : CHOICES) {
        boolean denials = SIDES.stream().filter(deny::contains).allMatch(over::contains);
        if (over.size() == size && denials && sidesAllow(over)) {
          Set<String> blocked = new TreeSet<>(over);
          CEILINGS.stream()
              .filter(ceiling -> deny.contains(ceiling) || blocks(ceiling))
              .forEach(blocked::add);
          fewest.add(blocked);
        }
      }
    }
    return fewest.isEmpty() ? Set.of(Set.of()) : fewest;
  }

  /// The statements and grants that are enough by themselves, or else those that are so together.
  private Set<String> decidedBy() {
    Set<String> own = new TreeSet<>(retire ? Set.of() : refs(applying("identity", false)));
    own.addAll(caller.root() && !retire ? Set.of("rule") : Set.of());
    List<ReferenceStatement> ofResource = retire ? List.of() : applying("resource", false);
    Set<String> enough = new TreeSet<>(granted);
    if (!foreign) {
      enough.addAll(
          !key && !trust && limits(Set.of()) && !caller.account().isEmpty() ? own : Set.of());
      enough.addAll(
          refs(
              ofResource.stream()
                  .filter(s -> s.names(caller).stream().anyMatch(how -> alone(how, Set.of())))
                  .toList()));
    }
    if (enough.isEmpty()) {
      Stream.of(own, refs(ofResource), delegated).forEach(enough::addAll);
    }
    return enough;
  }

  private boolean allows(String kind) {
    return !applying(kind, false).isEmpty();
  }

  private List<ReferenceStatement> applying(String kind, boolean deny) {
    return applying.computeIfAbsent(kind + deny, _ -> apply(kind, deny));
  }

  private List<ReferenceStatement> apply(String kind, boolean deny) {
    List<ReferenceStatement> all = exempt(kind) ? List.of() : read(kind, policies.get(kind));
    return all.stream().filter(s -> s.deny() == deny && s.applies(this)).toList();
  }

  /// §4.1: organisations do not bind service-linked roles; the caller's binds who is of one, the
  /// resource's the services that AWS lists (AMB-27). Who is of no account has no policies.
  private boolean exempt(String kind) {
    boolean governed = !action.matches("(ec2|iam|ds):.*") && !retire;
    return switch (kind) {
      case "vpcEndpoint" -> false;
      // An alias has no policy; a trust policy is about taking on its role, not about changing it.
      case "resource" ->
          resource.contains(":alias/")
              || action.matches(NOT_ON_KEYS)
              || (resource.contains(":role/") && !trust);
      case "serviceControl" -> caller.serviceLinked() || caller.account().isEmpty();
      case "resourceControl" -> caller.serviceLinked() || !governed;
      default -> caller.account().isEmpty();
    };
  }
}
