package io.keytrail.policy.reference;

import static io.keytrail.policy.reference.Json.asMap;
import static io.keytrail.policy.reference.Json.items;
import static io.keytrail.policy.reference.Json.text;
import static io.keytrail.policy.reference.ReferenceValues.lower;
import static io.keytrail.policy.reference.ReferenceValues.pairs;
import static io.keytrail.policy.reference.ReferenceValues.pathless;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The decision on one case, §4.1 to §4.3 of the facts: slow, and a line for each rule. A case has
/// the form of `POST /api/v1/simulate`, with every context key given, in lower case: nothing is
/// derived here. What AWS leaves open has its number in docs/semantics.md.
final class Reference {
  /// @param blockedBy every answer that is right: several where equally few kinds stood in the way
  record Answer(String decision, Set<Set<String>> blockedBy, Set<String> decidedBy) {}

  private static final Set<Set<String>> NONE = Set.of(Set.of());
  private static final List<String> SIDES =
      List.of("permissionsBoundary", "session", "identity", "resource");
  static final List<String> CEILINGS = List.of("serviceControl", "resourceControl", "vpcEndpoint");
  private static final String NOT_ON_KEYS =
      "kms:(CreateKey|GenerateRandom|List(Keys|Aliases|RetirableGrants)|.*CustomKeyStores?)";

  final Map<String, @Nullable Object> request;
  private final Map<String, @Nullable Object> policies;
  final String caller;
  final String account; // the caller's; empty for services and strangers
  final String action;
  final String resource;
  final boolean key;
  final boolean trust; // asks to take on a role
  final boolean foreign; // the caller is of another account than the resource
  private final boolean retire;
  private final Map<String, String> names = new HashMap<>(); // what names the caller, and how
  private final Set<String> needless = new HashSet<>(); // kinds that need not allow
  private final Map<String, Set<String>> allows = new HashMap<>();
  private final Set<String> denies = new HashSet<>();

  Reference(Map<String, @Nullable Object> testCase) {
    request = asMap(testCase.get("request"));
    policies = asMap(testCase.get("policies"));
    caller = text(request.get("principal"));
    account = nameCaller(ReferenceValues.principalType(caller) + "=");
    action = text(request.get("action"));
    retire = action.equals("kms:RetireGrant");
    resource = text(request.get("resource"));
    trust = resource.matches("arn:aws:iam:.*:role/.*") && action.startsWith("sts:");
    boolean any = resource.equals("*");
    boolean onKeys = action.startsWith("kms:") && !action.matches(NOT_ON_KEYS);
    boolean thisKey = any && onKeys && (has("resource") || has("grants")); // AMB-17
    key = thisKey || resource.matches("arn:aws:kms:.*:key/.*");
    boolean owned = !any || key || (has("resource") && !exempt("resource"));
    foreign = owned && !account.isEmpty() && !account.equals(request.get("resourceAccount"));
    for (String kind : policies.keySet())
      if (!exempt(kind)) StatedAt.in(kind, policies.get(kind)).forEach(this::evaluate);
    if (caller.endsWith(":root") && !retire) allows("identity").add("rule");
    if (!has("permissionsBoundary")) needless.add("permissionsBoundary");
    if (!has("session") && !caller.contains(":federated-user/")) needless.add("session"); // AMB-26
    if (!foreign && !key && !trust) needless.add("resource"); // §4.2, §4.3
    items(key ? policies.get("grants") : null).stream()
        .map(grant -> new ReferenceGrant(this, asMap(grant)))
        .forEach(grant -> allows(grant.lets()).add("grant:" + grant.id()));
  }

  boolean has(String kind) {
    return !items(policies.get(kind)).isEmpty();
  }

  /// The value of a context key, or the list of those of a multi-valued one.
  @Nullable Object given(String contextKey) {
    return asMap(request.get("context")).get(lower(contextKey));
  }

  /// §4.3: what names the caller, by type, and how. Returns his account.
  private String nameCaller(String type) {
    String own = type.equals("aws=") ? caller.split(":")[4] : "";
    String byAccount = caller.endsWith(":root") ? "self" : "account";
    String role = caller.replaceFirst("sts::(.*):assumed-(role/.*)/.*", "iam::$1:$2");
    names.put(type + "*", "self"); // AMB-30
    names.put(type + caller, "self");
    names.put(type + pathless(role), role.contains(":role/") ? "role" : "self");
    names.put("aws=*", "everyone");
    names.put("aws=" + own, byAccount);
    names.put("aws=arn:aws:iam::" + own + ":root", byAccount);
    return own;
  }

  /// How a principal element names the caller.
  Set<String> named(@Nullable Object element) {
    return pairs("*".equals(element) ? Map.of("AWS", "*") : element).stream()
        .map(ReferenceValues::pathless)
        .filter(names::containsKey)
        .map(names::get)
        .collect(toSet());
  }

  /// §4.1: organisations do not bind service-linked roles; the caller's binds who is of one, the
  /// resource's the services that AWS lists (AMB-27). Who is of no account has no policies.
  private boolean exempt(String kind) {
    boolean serviceLinked = caller.contains(":role/aws-service-role/");
    boolean unguarded = resource.contains(":alias/") || (resource.contains(":role/") && !trust);
    return switch (kind) {
      case "vpcEndpoint" -> false;
      case "resource" -> unguarded || action.matches(NOT_ON_KEYS);
      case "resourceControl" -> serviceLinked || retire || action.matches("(ec2|iam|ds):.*");
      case "serviceControl" -> serviceLinked || account.isEmpty();
      default -> account.isEmpty();
    };
  }

  private void evaluate(StatedAt at) {
    ReferenceStatement statement = new ReferenceStatement(this, at);
    boolean inert = retire && Set.of("identity", "resource").contains(at.kind()); // AMB-24
    if (!statement.applies() || (inert && !statement.deny())) return;
    (statement.deny() ? denies : allows(at.among())).add(at.ref());
    Set<String> names = statement.deny() ? Set.of() : statement.names();
    names.forEach(how -> allows(at.among() + " " + how).add(at.ref()));
  }

  /// What allows, by the policies of which one must: a kind's, or a level's of it. `resource self`
  /// and the like are those of the resource's that name the caller so.
  private Set<String> allows(String policies) {
    return allows.computeIfAbsent(policies, _ -> new HashSet<>());
  }

  /// Deny overrides. Then every ceiling must allow, and one of: a grant; the resource's policy,
  /// where it names the caller; the caller's own policies, with the resource's where that is
  /// another account's, a key's or a role's.
  Answer decide() {
    boolean ofAws = (action + resource).matches("kms:(Create|Update|Delete)Alias.*:alias/aws/.*");
    if (action.equals("sts:GetCallerIdentity")) return new Answer("allowed", NONE, Set.of("rule"));
    if (!denies.isEmpty()) return new Answer("explicitDeny", blockedBy(), denies);
    if (ofAws) return new Answer("implicitDeny", NONE, Set.of("rule"));
    return CEILINGS.stream().noneMatch(this::blocks) && allowed(Set.of(), Set.of())
        ? new Answer("allowed", NONE, decidedBy())
        : new Answer("implicitDeny", blockedBy(), Set.of());
  }

  /// §4.1: whether a level of the organisation, or the endpoint, does not allow (AMB-15: RCPs too).
  private boolean blocks(String ceiling) {
    int levels = exempt(ceiling) ? 0 : items(policies.get(ceiling)).size();
    String level = ceiling.equals("vpcEndpoint") ? ceiling : ceiling + "/%d";
    return IntStream.rangeClosed(1, levels).anyMatch(i -> allows(level.formatted(i)).isEmpty());
  }

  /// §4.1 below the ceilings: what identity and resource allow together; what the resource allows
  /// alone, by how it names the caller; grants. The kinds of `over` are taken to have no objection,
  /// and what is in `without` not to allow.
  private boolean allowed(Set<String> over, Set<String> without) {
    Predicate<String> allows = policies -> !without.containsAll(allows(policies));
    Predicate<String> passes =
        side -> needless.contains(side) || over.contains(side) || allows.test(side);
    boolean limits = passes.test("permissionsBoundary") && passes.test("session");
    boolean both = passes.test("identity") && passes.test("resource");
    boolean either = allows.test("identity") || allows.test("resource");
    Predicate<String> alone =
        by -> allows.test(by + " self") || (limits && allows.test(by + " role"));
    boolean named = allows.test("resource everyone") || alone.test("resource");
    return (limits && both && either) || (!foreign && named) || alone.test("grant");
  }

  private Set<String> ids(Collection<String> kinds) {
    return kinds.stream().flatMap(kind -> allows(kind).stream()).collect(toSet());
  }

  /// The fewest kinds whose objection stands in the way of an allow of others, with the ceilings
  /// that object; none where nobody else would allow.
  private Set<Set<String>> blockedBy() {
    Set<String> denying = denies.stream().map(ref -> ref.split("[/#]")[0]).collect(toSet());
    List<String> above =
        CEILINGS.stream().filter(kind -> denying.contains(kind) || blocks(kind)).toList();
    TreeMap<Integer, Set<Set<String>>> bySize =
        IntStream.range(0, 1 << SIDES.size())
            .mapToObj(bits -> BitSet.valueOf(new long[] {bits}).stream().mapToObj(SIDES::get))
            .map(sides -> Stream.concat(sides, above.stream()).collect(toSet()))
            .filter(kinds -> kinds.containsAll(denying) && allowed(kinds, ids(kinds)))
            .collect(groupingBy(Set::size, TreeMap::new, toSet()));
    return bySize.isEmpty() ? NONE : bySize.firstEntry().getValue();
  }

  /// The statements and grants that are enough by themselves, or else those that are so together.
  private Set<String> decidedBy() {
    Set<String> all = ids(List.of("identity", "resource", "grant self", "grant role"));
    Set<String> enough = new HashSet<>(all);
    enough.removeIf(
        id -> !allowed(Set.of(), all.stream().filter(other -> !other.equals(id)).collect(toSet())));
    return enough.isEmpty() ? all : enough;
  }
}
