package io.keytrail.policy.reference;

import static io.keytrail.policy.reference.ReferenceMatch.NO;
import static io.keytrail.policy.reference.ReferenceMatch.YES;
import static io.keytrail.policy.reference.ReferenceMatch.answer;
import static io.keytrail.policy.reference.ReferenceMatch.lower;
import static java.util.Collections.disjoint;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The decision on one case, §4.1 to §4.3 of the facts: slow, and a line for each rule. A case has
// the form of
/// `POST /api/v1/simulate`, with every context key given: nothing is derived here.
final class Reference {
  record Answer(String decision, Set<String> blockedBy, Set<String> decidedBy) {}

  /// `ref`: the kind, the numbers of level and policy where there are several, `#`, the statement's
  // number.
  private record Statement(
      String ref, Map<String, @Nullable Object> body, boolean variables, Set<Named> names) {}

  /// How a principal element names the caller: with everyone, by account, by the role of a session,
  // himself.
  private enum Named {
    EVERYONE,
    ACCOUNT,
    ROLE,
    SELF
  }

  private static final String CRYPTO =
      "Encrypt|Decrypt|GenerateDataKey(Pair)?(WithoutPlaintext)?|ReEncrypt(From|To)";
  private static final String GRANTABLE =
      CRYPTO
          + "|Sign|Verify|(Generate|Verify)Mac|GetPublicKey|DeriveSharedSecret|DescribeKey|CreateGrant";
  private static final List<String> KINDS =
      List.of(
          "identity",
          "permissionsBoundary",
          "session",
          "resource",
          "serviceControl",
          "resourceControl",
          "vpcEndpoint");

  private final Map<String, @Nullable Object> policies;
  private final Map<String, List<String>> context = new HashMap<>();
  private final Map<String, String> pairs;
  private final String caller;
  private final String account; // of the caller; empty for services and strangers
  private final boolean root;
  private final String action;
  private final String resource;
  private final String owner; // the resource's account
  private final boolean key;
  private final boolean trust;

  Reference(Map<String, @Nullable Object> testCase) {
    Map<String, @Nullable Object> request = Json.asMap(testCase.get("request"));
    policies = Json.asMap(testCase.get("policies"));
    caller = Json.text(request.get("principal"));
    account = caller.startsWith("arn:") ? caller.split(":")[4] : "";
    root = caller.equals("arn:aws:iam::" + account + ":root");
    action = Json.text(request.get("action"));
    resource = Json.text(request.get("resource"));
    String inArn = resource.startsWith("arn:") ? resource.split(":")[4] : "";
    owner = Json.text(request.getOrDefault("resourceAccount", inArn.isEmpty() ? account : inArn));
    key = resource.matches("arn:aws:kms:.*:key/.*");
    trust = resource.matches("arn:aws:iam:.*:role/.*") && action.startsWith("sts:AssumeRole");
    pairs = folded(request.get("encryptionContext"));
    Json.asMap(request.get("context")).forEach((k, v) -> context.put(lower(k), Json.texts(v)));
  }

  /// Deny overrides. Then every ceiling must allow, and one of: a grant; the resource's policy,
  // where it names the
  /// caller; the caller's own policies, with the resource's where that is another account's, a
  // key's or a role's.
  Answer decide() {
    List<Statement> denies = new ArrayList<>();
    KINDS.forEach(kind -> denies.addAll(applying("Deny", statements(kind))));
    Set<String> by = new TreeSet<>();
    if (action.equals("sts:GetCallerIdentity")) {
      return new Answer("allowed", Set.of(), Set.of("rule"));
    } else if (!denies.isEmpty()) {
      denies.forEach(deny -> by.add(deny.ref().split("[/#]")[0]));
      return new Answer("explicitDeny", by, refs(denies));
    } else if (resource.contains(":alias/aws/")
        && action.matches("kms:(Create|Update|Delete)Alias")) {
      return new Answer("implicitDeny", Set.of(), Set.of("rule"));
    }
    Set<String> blocked = ceilings();
    blocked.addAll(grants(by) ? Set.of() : policies(by));
    by.removeIf(ref -> !blocked.isEmpty());
    return new Answer(blocked.isEmpty() ? "allowed" : "implicitDeny", blocked, by);
  }

  /// §4.1: each level of the caller's organisation must allow, and the endpoint where the call
  // comes through one.
  /// On the resource's side RCPFullAWSAccess allows on every level.
  private Set<String> ceilings() {
    Set<String> blocked = silent("vpcEndpoint");
    for (Object level :
        exempt("serviceControl") ? List.of() : Json.items(policies.get("serviceControl"))) {
      if (applying("Allow", read("", level)).isEmpty()) {
        blocked.add("serviceControl");
      }
    }
    return blocked;
  }

  /// The kinds of policies whose allow is missing; `by` receives the statements that allow.
  private Set<String> policies(Set<String> by) {
    List<Statement> ofResource = applying("Allow", statements("resource"));
    List<Statement> ofCaller = applying("Allow", statements("identity"));
    Set<String> missing = silent("permissionsBoundary");
    missing.addAll(silent("session"));
    List<Named> alone = new ArrayList<>(List.of(Named.EVERYONE, Named.SELF));
    alone.addAll(missing.isEmpty() ? List.of(Named.ROLE) : List.of());
    List<Statement> direct = ofResource.stream().filter(s -> !disjoint(s.names(), alone)).toList();
    boolean foreign = !account.equals(owner);
    List<Statement> delegating =
        ofResource.stream().filter(s -> foreign || s.names().contains(Named.ACCOUNT)).toList();
    boolean resourceToo = foreign || key || trust;
    if (account.isEmpty()
        || (!foreign && !direct.isEmpty())
        || (key && action.equals("kms:RetireGrant"))) {
      by.addAll(refs(direct));
      return action.equals("kms:RetireGrant") || direct.isEmpty()
          ? new TreeSet<>(Set.of("resource"))
          : Set.of();
    }
    missing.addAll(root || !ofCaller.isEmpty() ? Set.of() : Set.of("identity"));
    missing.addAll(resourceToo && delegating.isEmpty() ? Set.of("resource") : Set.of());
    by.addAll(refs(ofCaller));
    by.addAll(resourceToo ? refs(delegating) : Set.of());
    by.addAll(root ? Set.of("rule") : Set.of());
    return missing;
  }

  /// §4.2.6: whether a grant of the key allows by itself; `by` receives those that do.
  private boolean grants(Set<String> by) {
    boolean retire = action.equals("kms:RetireGrant");
    for (Object each : key ? Json.items(policies.get("grants")) : List.of()) {
      Map<String, @Nullable Object> grant = Json.asMap(each);
      boolean retires = retire && isNamed(grant, "Retiring");
      boolean uses = action.matches("kms:(" + GRANTABLE + ")") && isNamed(grant, "Grantee");
      if (retires
          || (uses
              && Json.texts(grant.get("Operations")).contains(action.substring(4))
              && constraints(grant))) {
        by.add("grant:" + Json.text(grant.get("GrantId")));
      }
    }
    by.addAll(key && retire && root && account.equals(owner) ? Set.of("rule") : Set.of());
    return !by.isEmpty();
  }

  private boolean isNamed(Map<String, @Nullable Object> grant, String role) {
    Stream<String> ids =
        Stream.of("Principal", "ServicePrincipal")
            .flatMap(p -> Json.texts(grant.get(role + p)).stream());
    return ids.anyMatch(
        id -> !named(Map.of("AWS", id)).isEmpty() || !named(Map.of("Service", id)).isEmpty());
  }

  /// Pairs bind symmetric cryptography, and the grant that a grant makes: it must be as strict as
  // its parent.
  private boolean constraints(Map<String, @Nullable Object> grant) {
    Map<String, @Nullable Object> must = Json.asMap(grant.get("Constraints"));
    boolean child = action.equals("kms:CreateGrant");
    boolean equal = must.containsKey("EncryptionContextEquals");
    List<String> type = context.getOrDefault("kms:grantconstrainttype", List.of());
    List<String> operations = context.getOrDefault("kms:grantoperations", List.of());
    boolean fits =
        pairs.entrySet().containsAll(folded(must.get("EncryptionContextSubset")).entrySet())
            && (!equal || pairs.equals(folded(must.get("EncryptionContextEquals"))))
            && (!equal || !child || type.equals(List.of("EncryptionContextEquals")));
    boolean free = !child && !action.matches("kms:(" + CRYPTO + ")");
    return (free || fits)
        && (!child
            || (!operations.isEmpty()
                && Json.texts(grant.get("Operations")).containsAll(operations)))
        && (!must.containsKey("SourceArn")
            || Json.texts(must.get("SourceArn")).equals(context.get("aws:sourcearn")));
  }

  /// The keys of pairs without their case.
  private static Map<String, String> folded(@Nullable Object pairs) {
    Map<String, String> out = new HashMap<>();
    Json.asMap(pairs).forEach((k, v) -> out.put(lower(k), Json.text(v)));
    return out;
  }

  private static Set<String> refs(List<Statement> statements) {
    return new TreeSet<>(statements.stream().map(Statement::ref).toList());
  }

  /// `kind` alone if it has policies of which none allows.
  private Set<String> silent(String kind) {
    boolean silent =
        !Json.items(policies.get(kind)).isEmpty() && applying("Allow", statements(kind)).isEmpty();
    return new TreeSet<>(silent ? Set.of(kind) : Set.of());
  }

  /// §4.1: organisations bind no service-linked role; theirs of the caller needs one, theirs of the
  // resource few services.
  private boolean exempt(String kind) {
    boolean linked = caller.matches(".*(/aws-service-role/|:assumed-role/AWSServiceRoleFor).*");
    boolean governed =
        action.matches("(kms|s3|sts|sqs|secretsmanager):.*") && !action.equals("kms:RetireGrant");
    return (kind.equals("serviceControl") && (linked || account.isEmpty()))
        || (kind.equals("resourceControl") && (linked || !governed));
  }

  private List<Statement> statements(String kind) {
    return exempt(kind) ? List.of() : read(kind, policies.get(kind));
  }

  private List<Statement> read(String ref, @Nullable Object documents) {
    List<Statement> out = new ArrayList<>();
    if (documents instanceof List<?> list) {
      IntStream.range(0, list.size())
          .forEach(i -> out.addAll(read(ref + "/" + (i + 1), list.get(i))));
      return out;
    }
    Map<String, @Nullable Object> document = Json.asMap(documents);
    for (Object statement : Json.items(document.get("Statement"))) {
      Map<String, @Nullable Object> body = Json.asMap(statement);
      Set<Named> names =
          body.containsKey("NotPrincipal") ? Set.of(Named.EVERYONE) : named(body.get("Principal"));
      boolean variables = "2012-10-17".equals(document.get("Version"));
      out.add(new Statement(ref + "#" + (out.size() + 1), body, variables, names));
    }
    return out;
  }

  private List<Statement> applying(String effect, List<Statement> statements) {
    boolean deny = effect.equals("Deny");
    return statements.stream()
        .filter(s -> effect.equals(s.body().get("Effect")))
        .filter(s -> deny ? applies(s) != NO : applies(s) == YES)
        .toList();
  }

  private int applies(Statement s) {
    ReferenceMatch match = new ReferenceMatch(context, s.variables());
    ToIntFunction<String> covers =
        want ->
            key && s.ref().startsWith("resource#")
                ? answer(want.equals("*"))
                : match.resource(want, resource);
    boolean anyResource = trust && s.ref().startsWith("resource#");
    return IntStream.of(
            principal(s),
            element(s.body(), "Action", want -> ReferenceMatch.action(want, action)),
            anyResource ? YES : element(s.body(), "Resource", covers),
            match.condition(Json.asMap(s.body().get("Condition"))))
        .min()
        .getAsInt();
  }

  private static int element(
      Map<String, @Nullable Object> body, String name, ToIntFunction<String> test) {
    boolean not = body.containsKey("Not" + name);
    int matches = ReferenceMatch.any(Json.texts(body.get(not ? "Not" + name : name)), test);
    return not ? YES - matches : matches;
  }

  /// §4.3: to be exempt a session must be listed with its role and its account; a boundary forfeits
  // it.
  private int principal(Statement s) {
    boolean not = s.body().containsKey("NotPrincipal");
    if (!not || !s.ref().matches("(resource|resourceControl|vpcEndpoint)[/#].*")) {
      return answer(
          !s.ref().matches("(resource|resourceControl|vpcEndpoint)[/#].*") || !s.names().isEmpty());
    }
    Set<Named> listed = named(s.body().get("NotPrincipal"));
    boolean session = caller.contains(":assumed-role/") && "Deny".equals(s.body().get("Effect"));
    boolean whole = listed.containsAll(List.of(Named.ACCOUNT, Named.ROLE, Named.SELF));
    boolean exempt = listed.contains(Named.EVERYONE) || (session ? whole : !listed.isEmpty());
    boolean bounded =
        "Deny".equals(s.body().get("Effect"))
            && !Json.items(policies.get("permissionsBoundary")).isEmpty();
    return answer(!exempt || bounded);
  }

  private Set<Named> named(@Nullable Object element) {
    Set<Named> how = EnumSet.noneOf(Named.class);
    if ("*".equals(element)) {
      how.add(Named.EVERYONE);
    } else if (element instanceof Map) {
      Json.asMap(element)
          .forEach((type, ids) -> Json.texts(ids).forEach(id -> how.addAll(named(type, id))));
    }
    return how;
  }

  private Set<Named> named(String type, String id) {
    boolean aws = type.equals("AWS");
    String own =
        !caller.startsWith("arn:")
            ? "Service"
            : caller.contains("-provider/") ? "Federated" : "AWS";
    String role =
        caller.replaceFirst("^arn:aws:sts::(.*):assumed-role/(.*)/.*$", "arn:aws:iam::$1:role/$2");
    if (aws && id.equals("*")) {
      return Set.of(Named.EVERYONE);
    } else if (aws
        && !account.isEmpty()
        && (id.equals(account) || id.equals("arn:aws:iam::" + account + ":root"))) {
      return Set.of(root ? Named.SELF : Named.ACCOUNT);
    } else if (type.equals(own) && id.equals(caller)) {
      return Set.of(caller.contains(":role/") ? Named.ROLE : Named.SELF);
    }
    boolean session = !role.equals(caller) && id.replaceFirst(":role/.*/", ":role/").equals(role);
    return aws && session ? Set.of(Named.ROLE) : Set.of();
  }
}
