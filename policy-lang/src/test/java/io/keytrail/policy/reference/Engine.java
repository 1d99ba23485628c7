package io.keytrail.policy.reference;

import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.ast.PolicyDocument;
import io.keytrail.policy.ast.Version;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.Decision;
import io.keytrail.policy.eval.Decision.Decider;
import io.keytrail.policy.eval.Evaluator;
import io.keytrail.policy.eval.Grant;
import io.keytrail.policy.eval.PolicySet;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.policy.eval.PolicyType;
import io.keytrail.policy.eval.Principal;
import io.keytrail.policy.explain.Explained;
import io.keytrail.policy.explain.Explainer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The engine asked in the words of a case. Keeps the documents that it has compiled.
final class Engine {
  /// A document of a case that the language refuses: no case at all.
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused(String why) {
      super(why);
    }
  }

  private static final int KEPT = 200;

  private final Evaluator evaluator = new Evaluator();

  /// By the document itself: the requests of a set share theirs.
  private final Map<Object, Map<String, CompiledPolicy>> compiled = new IdentityHashMap<>();

  /// The answer in the reference's form.
  Reference.Answer decide(Map<String, @Nullable Object> testCase) throws Refused {
    Decision decision = decision(testCase);
    Set<String> blocked = new TreeSet<>();
    decision.blockedBy().stream().map(PolicyType::wireName).forEach(blocked::add);
    Set<String> decided = new TreeSet<>();
    decision.decidedBy().stream().map(Engine::decider).forEach(decided::add);
    return new Reference.Answer(decision.verdict().wireName(), Set.of(blocked), decided);
  }

  Decision decision(Map<String, @Nullable Object> testCase) throws Refused {
    AccessRequest request = request(Json.asMap(testCase.get("request")));
    return evaluator.decide(request, policies(Json.asMap(testCase.get("policies")), request));
  }

  Explained explained(Map<String, @Nullable Object> testCase, Explainer explainer) throws Refused {
    AccessRequest request = request(Json.asMap(testCase.get("request")));
    return explainer.explain(request, policies(Json.asMap(testCase.get("policies")), request));
  }

  private static String decider(Decider decider) {
    return switch (decider) {
      case Decider.StatementRef s -> s.policyName() + "#" + s.statement();
      case Decider.GrantRef(String id) -> "grant:" + id;
      case Decider.RuleRef _ -> "rule";
    };
  }

  private static AccessRequest request(Map<String, @Nullable Object> request) {
    Map<String, ContextValue> context = new HashMap<>();
    Json.asMap(request.get("context"))
        .forEach(
            (key, value) ->
                context.put(
                    key,
                    value instanceof List<?>
                        ? ContextValue.list(Json.texts(value))
                        : ContextValue.of(Json.text(value))));
    return new AccessRequest(
        principal(Json.text(request.get("principal"))),
        Json.text(request.get("action")),
        Json.text(request.get("resource")),
        Json.text(request.get("resourceAccount")),
        context,
        pairs(request.get("encryptionContext")),
        Json.texts(request.get("grantTokens")),
        Set.of());
  }

  private static Principal principal(String text) {
    if (text.equals("anonymous")) {
      return new Principal.Anonymous();
    } else if (text.contains("-provider/") || text.equals("accounts.google.com")) {
      return new Principal.Federated(text);
    } else if (!text.startsWith("arn:")) {
      return new Principal.Service(text);
    }
    String account = text.split(":")[4];
    String resource = text.split(":")[5];
    String name = text.substring(text.lastIndexOf('/') + 1);
    String path = resource.replaceFirst("^[^/]*", "").replaceFirst("[^/]*$", "");
    return switch (resource.split("/")[0]) {
      case "root" -> new Principal.Root(account);
      case "user" -> new Principal.User(account, path, name, "");
      case "role" -> new Principal.RoleSession(account, path, name, "", "simulated-session");
      case "assumed-role" ->
          new Principal.RoleSession(account, "/", resource.split("/")[1], "", name);
      default -> new Principal.FederatedUser(account, name);
    };
  }

  private PolicySet policies(Map<String, @Nullable Object> policies, AccessRequest request)
      throws Refused {
    return new PolicySet(
        list("identity", policies, DocumentKind.IDENTITY),
        some("permissionsBoundary", policies),
        some("session", policies),
        guard(policies, request),
        levels("serviceControl", policies, DocumentKind.SERVICE_CONTROL),
        levels("resourceControl", policies, DocumentKind.RESOURCE_CONTROL),
        list("vpcEndpoint", policies, DocumentKind.VPC_ENDPOINT));
  }

  private ResourceGuard guard(Map<String, @Nullable Object> policies, AccessRequest request)
      throws Refused {
    Object document = policies.get("resource");
    String resource = request.resource();
    boolean given = document != null || !Json.items(policies.get("grants")).isEmpty();
    if (resource.contains(":alias/")) {
      return new ResourceGuard.None();
    } else if (resource.contains(":key/")
        || (resource.equals("*") && given && request.action().startsWith("kms:"))) {
      Optional<CompiledPolicy> policy =
          document == null
              ? Optional.empty()
              : Optional.of(compile("resource", document, DocumentKind.STORED_KEY));
      return new ResourceGuard.Key(policy, grants(policies, resource));
    } else if (resource.contains(":role/")) {
      return new ResourceGuard.Trust(
          document == null ? trustsNobody() : compile("resource", document, DocumentKind.TRUST));
    }
    return document == null
        ? new ResourceGuard.None()
        : new ResourceGuard.Policy(compile("resource", document, DocumentKind.RESOURCE));
  }

  private static CompiledPolicy trustsNobody() {
    var empty =
        new PolicyDocument(DocumentKind.TRUST, Version.V2012, Optional.empty(), List.of(), false);
    return PolicyLanguage.compile(empty, "resource", "");
  }

  private Optional<List<CompiledPolicy>> some(String kind, Map<String, @Nullable Object> policies)
      throws Refused {
    return Optional.of(list(kind, policies, DocumentKind.IDENTITY)).filter(list -> !list.isEmpty());
  }

  private List<List<CompiledPolicy>> levels(
      String kind, Map<String, @Nullable Object> policies, DocumentKind as) throws Refused {
    List<List<CompiledPolicy>> levels = new ArrayList<>();
    List<Object> given = Json.items(policies.get(kind));
    for (int i = 0; i < given.size(); i++) {
      levels.add(list(kind + "/" + (i + 1), Json.items(given.get(i)), as));
    }
    return levels;
  }

  private List<CompiledPolicy> list(
      String kind, Map<String, @Nullable Object> policies, DocumentKind as) throws Refused {
    return list(kind, Json.items(policies.get(kind)), as);
  }

  private List<CompiledPolicy> list(String name, List<Object> documents, DocumentKind as)
      throws Refused {
    List<CompiledPolicy> list = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      list.add(compile(name + "/" + (i + 1), documents.get(i), as));
    }
    return list;
  }

  private CompiledPolicy compile(String name, Object document, DocumentKind kind) throws Refused {
    if (compiled.size() > KEPT) {
      compiled.clear();
    }
    Map<String, CompiledPolicy> named = compiled.computeIfAbsent(document, _ -> new HashMap<>());
    CompiledPolicy known = named.get(kind + name);
    if (known == null) {
      String text = Json.write(document);
      var parsed = PolicyLanguage.parse(text, kind);
      var tree = parsed.document().orElseThrow(() -> new Refused(text + parsed.diagnostics()));
      known = PolicyLanguage.compile(tree, name, "1");
      named.put(kind + name, known);
    }
    return known;
  }

  private static List<Grant> grants(Map<String, @Nullable Object> policies, String key) {
    List<Grant> grants = new ArrayList<>();
    for (Object each : Json.items(policies.get("grants"))) {
      Map<String, @Nullable Object> grant = Json.asMap(each);
      Map<String, @Nullable Object> must = Json.asMap(grant.get("Constraints"));
      Optional<Grant.Constraint> constraint =
          must.containsKey("EncryptionContextEquals")
              ? Optional.of(new Grant.Constraint.Equals(pairs(must.get("EncryptionContextEquals"))))
              : must.containsKey("EncryptionContextSubset")
                  ? Optional.of(
                      new Grant.Constraint.Subset(pairs(must.get("EncryptionContextSubset"))))
                  : Optional.empty();
      grants.add(
          new Grant(
              Json.text(grant.get("GrantId")),
              text(grant, "KeyId").orElse(key),
              text(grant, "GranteePrincipal")
                  .or(() -> text(grant, "GranteeServicePrincipal"))
                  .orElseThrow(),
              Set.copyOf(Json.texts(grant.get("Operations"))),
              constraint,
              text(must, "SourceArn"),
              "1",
              new Grant.Ending(text(grant, "RetiringPrincipal"), text(grant, "IssuingAccount")),
              text(grant, "Pending").isPresent()));
    }
    return grants;
  }

  private static Optional<String> text(Map<String, @Nullable Object> map, String name) {
    return Json.texts(map.get(name)).stream().findFirst();
  }

  private static Map<String, String> pairs(@Nullable Object pairs) {
    Map<String, String> out = new HashMap<>();
    Json.asMap(pairs).forEach((key, value) -> out.put(key, Json.text(value)));
    return out;
  }
}
