package io.keytrail.policy.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Makes cases from a seed: a request, and policies most of whose statements nearly match it. Some
/// documents are not valid; who asks the engine leaves those cases out.
final class CaseGenerator {
  private final Pools pools;
  private final PatternGenerator patterns;
  private final ConditionGenerator conditions;
  private final Map<String, @Nullable Object> context;
  private final String caller;
  private final List<String> asked;

  CaseGenerator(long seed) {
    pools = new Pools(new SplittableRandom(seed));
    caller = pools.one(Pools.PRINCIPALS);
    asked = pools.one(Pools.ASKED);
    context = context();
    patterns = new PatternGenerator(pools, context);
    Map<String, @Nullable Object> complete = new LinkedHashMap<>(context);
    complete.put("aws:username", "Alice");
    complete.put("aws:PrincipalArn", caller);
    complete.put("aws:PrincipalAccount", "123456789012");
    conditions = new ConditionGenerator(pools, patterns, complete);
  }

  /// A set of policies with several requests, the first of which is the one they were made for.
  static List<Map<String, @Nullable Object>> cases(long seed, int requests) {
    CaseGenerator generator = new CaseGenerator(seed);
    List<Map<String, @Nullable Object>> cases = new ArrayList<>(List.of(generator.next()));
    while (cases.size() < requests) {
      cases.add(generator.sibling(cases.getFirst()));
    }
    return cases;
  }

  private Map<String, @Nullable Object> next() {
    Map<String, @Nullable Object> testCase = new LinkedHashMap<>();
    testCase.put("request", request());
    testCase.put("policies", policies());
    return testCase;
  }

  /// The same policies asked about something else: another caller, action, context.
  private Map<String, @Nullable Object> sibling(Map<String, @Nullable Object> testCase) {
    Map<String, @Nullable Object> other = new LinkedHashMap<>(testCase);
    Map<String, @Nullable Object> request =
        new LinkedHashMap<>(Json.asMap(testCase.get("request")));
    switch (pools.random().nextInt(4)) {
      case 0 -> request.put("principal", pools.one(Pools.PRINCIPALS));
      case 1 -> {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(context());
        changed.putAll(pools.rarely(2) ? context : Map.of());
        request.put("context", changed);
      }
      case 2 -> request.put("encryptionContext", pairs());
      default -> {
        String service = asked.getFirst().substring(0, asked.getFirst().indexOf(':') + 1);
        List<String> same =
            Pools.ASKED.stream()
                .filter(
                    a -> a.getFirst().startsWith(service) && a.getLast().equals(asked.getLast()))
                .map(List::getFirst)
                .toList();
        request.put("action", pools.one(same));
      }
    }
    other.put("request", request);
    return other;
  }

  private Map<String, @Nullable Object> context() {
    Map<String, @Nullable Object> context = new LinkedHashMap<>();
    for (List<String> key : Pools.KEYS) {
      if (pools.rarely(3)) {
        context.put(key.getFirst(), pools.early(key.subList(1, key.size())));
      }
    }
    for (List<String> key : Pools.LISTS) {
      if (pools.rarely(3)) {
        List<String> values = new ArrayList<>();
        for (int i = pools.random().nextInt(4); i > 0; i--) {
          values.add(pools.early(key.subList(1, key.size())));
        }
        context.put(key.getFirst(), values);
      }
    }
    return context;
  }

  private Map<String, @Nullable Object> request() {
    Map<String, @Nullable Object> request = new LinkedHashMap<>();
    request.put("principal", caller);
    request.put("action", asked.getFirst());
    request.put("resource", asked.getLast());
    request.put("resourceAccount", "123456789012");
    request.put("context", context);
    request.put("encryptionContext", pairs());
    request.put("grantTokens", pools.rarely(2) ? List.of("g1") : List.of());
    return request;
  }

  private Map<String, @Nullable Object> pairs() {
    Map<String, @Nullable Object> pairs = new LinkedHashMap<>();
    if (pools.random().nextInt(3) > 0) {
      pairs.put(
          pools.one(List.of("aws:ebs:id", "aws:ebs:id", "AWS:ebs:id")),
          pools.one(List.of("vol-1", "vol-1", "vol-2")));
    }
    if (pools.rarely(3)) {
      pairs.put(pools.rarely(6) ? "Team" : "team", "Alice");
    }
    if (pools.rarely(30)) {
      pairs.put("TEAM", pools.one(List.of("Alice", "Bob")));
    }
    return pairs;
  }

  private Map<String, @Nullable Object> policies() {
    Map<String, @Nullable Object> policies = new LinkedHashMap<>();
    policies.put("identity", documents("identity", pools.random().nextInt(3)));
    policies.put("permissionsBoundary", documents("permissionsBoundary", pools.rarely(4) ? 1 : 0));
    policies.put("session", documents("session", pools.rarely(4) ? 1 : 0));
    if (pools.random().nextInt(4) > 0) {
      policies.put("resource", document("resource"));
    }
    policies.put("serviceControl", levels("serviceControl"));
    policies.put("resourceControl", levels("resourceControl"));
    policies.put("vpcEndpoint", documents("vpcEndpoint", pools.rarely(6) ? 1 : 0));
    boolean keyed = asked.getFirst().startsWith("kms:") && pools.rarely(2);
    List<Object> grants = new ArrayList<>();
    for (int i = keyed ? pools.random().nextInt(1, 4) : 0; i > 0; i--) {
      grants.add(grant(i));
    }
    policies.put("grants", grants);
    policies.values().removeIf(value -> value instanceof List<?> list && list.isEmpty());
    return policies;
  }

  private List<Object> levels(String kind) {
    List<Object> levels = new ArrayList<>();
    for (int i = pools.rarely(5) ? pools.random().nextInt(1, 3) : 0; i > 0; i--) {
      List<Object> level = documents(kind, pools.random().nextInt(1, 3));
      if (pools.random().nextInt(3) > 0) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("Effect", "Allow");
        if (kind.equals("resourceControl")) {
          all.put("Principal", "*");
        }
        all.put("Action", "*");
        all.put("Resource", "*");
        level.add(new LinkedHashMap<>(Map.of("Version", "2012-10-17", "Statement", all)));
      }
      levels.add(level);
    }
    return levels;
  }

  private List<Object> documents(String kind, int number) {
    List<Object> documents = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      documents.add(document(kind));
    }
    return documents;
  }

  private Map<String, @Nullable Object> document(String kind) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    int version = pools.random().nextInt(6);
    if (version > 0) {
      document.put("Version", version == 1 ? "2008-10-17" : "2012-10-17");
    }
    List<Object> statements = new ArrayList<>();
    for (int i = pools.random().nextInt(pools.rarely(12) ? 9 : 3); i >= 0; i--) {
      statements.add(statement(kind));
    }
    document.put(
        "Statement",
        statements.size() == 1 && pools.rarely(2) ? statements.getFirst() : statements);
    return document;
  }

  /// Another statement for the request of this seed.
  Map<String, @Nullable Object> anyStatement(String kind, String effect) {
    next();
    return Rewrites.with(statement(kind), "Effect", effect);
  }

  private Map<String, @Nullable Object> statement(String kind) {
    Map<String, @Nullable Object> statement = new LinkedHashMap<>();
    // AWS has no RCP that allows something in particular, but for RCPFullAWSAccess.
    boolean deny = kind.equals("resourceControl") ? pools.random().nextInt(4) > 0 : pools.rarely(5);
    statement.put("Effect", deny ? "Deny" : "Allow");
    boolean named = List.of("resource", "vpcEndpoint").contains(kind);
    if (named) {
      // Hardly anybody allows all but some.
      boolean not = pools.rarely(deny ? 3 : 7);
      statement.put(
          not ? "NotPrincipal" : "Principal",
          not ? patterns.notPrincipal(caller) : patterns.principal(caller));
    } else if (kind.equals("resourceControl")) {
      statement.put("Principal", "*");
    }
    statement.put(
        pools.rarely(7) ? "NotAction" : "Action",
        pools.oneOrSome(2, () -> patterns.action(asked.getFirst())));
    boolean key =
        kind.equals("resource")
            && asked.getFirst().startsWith("kms:")
            && pools.random().nextInt(12) > 0;
    if (key) {
      statement.put("Resource", "*");
    } else if (!(kind.equals("resource") && asked.getLast().contains(":role/"))) {
      statement.put(
          pools.rarely(7) ? "NotResource" : "Resource",
          pools.oneOrSome(2, () -> patterns.resource(asked.getLast())));
    }
    if (pools.rarely(2)) {
      statement.put("Condition", conditions.condition());
    }
    return statement;
  }

  private Map<String, @Nullable Object> grant(int number) {
    Map<String, @Nullable Object> grant = new LinkedHashMap<>();
    String grantee =
        pools.rarely(2) || caller.equals("anonymous") || caller.contains("google")
            ? pools.one(Pools.PRINCIPALS.subList(0, 15))
            : caller;
    grant.put("GrantId", "g" + number);
    grant.put(
        grantee.startsWith("arn:") || pools.rarely(2)
            ? "GranteePrincipal"
            : "GranteeServicePrincipal",
        grantee.replaceFirst(
            "arn:aws:sts::(.*):assumed-role/(.*)/.*",
            pools.rarely(2) ? "arn:aws:iam::$1:role/$2" : "$0"));
    String operation = asked.getFirst().substring(asked.getFirst().indexOf(':') + 1);
    grant.put(
        "Operations",
        List.of(operation, pools.one(List.of("Decrypt", "Encrypt", "RetireGrant", "DescribeKey"))));
    if (pools.rarely(4)) {
      grant.put("Operations", List.of("Decrypt", "CreateGrant"));
    }
    if (pools.random().nextInt(3) > 0) {
      grant.put("Constraints", constraints());
    }
    if (pools.rarely(6)) {
      grant.put("Pending", new Json.Raw("true"));
    }
    if (pools.rarely(4)) {
      grant.put(
          "RetiringPrincipal",
          pools.rarely(2) ? pools.one(Pools.PRINCIPALS.subList(0, 14)) : grantee);
    }
    if (pools.rarely(3)) {
      grant.put(
          "IssuingAccount",
          "arn:aws:iam::" + pools.one(List.of("123456789012", "111122223333")) + ":root");
    }
    return grant;
  }

  private Map<String, @Nullable Object> constraints() {
    Map<String, @Nullable Object> constraints = new LinkedHashMap<>();
    Map<String, @Nullable Object> pairs = new LinkedHashMap<>();
    pairs.put(
        pools.one(List.of("aws:ebs:id", "AWS:EBS:ID", "team")),
        pools.one(List.of("vol-1", "vol-1", "Alice", "VOL-1")));
    constraints.put(pools.rarely(2) ? "EncryptionContextEquals" : "EncryptionContextSubset", pairs);
    if (pools.rarely(6)) {
      constraints.put("SourceArn", "arn:aws:s3:::bucket");
    }
    return constraints;
  }
}
