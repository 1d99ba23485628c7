package io.keytrail.server.policytest;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The `policies` of a test file: what guards the key, and what each principal has.
///
/// @param keyArn the key's ARN; empty if the file is about no key
/// @param key the key policy
/// @param byResource resource policies by ARN
final class SuitePolicies {
  private static final List<String> MEMBERS =
      List.of(
          "key",
          "resources",
          "identity",
          "permissionsBoundary",
          "session",
          "grants",
          "serviceControl",
          "resourceControl",
          "vpcEndpoint");
  private static final List<String> PER_PRINCIPAL =
      List.of("identity", "permissionsBoundary", "session");

  private final PolicyFiles files;
  private final Map<String, Map<String, List<JsonValue>>> ofPrincipals = new LinkedHashMap<>();
  private final Map<String, JsonValue> ofResources = new LinkedHashMap<>();
  private final Map<String, JsonValue> ofAll = new LinkedHashMap<>();
  private Optional<JsonValue> grants = Optional.empty();
  private Optional<String> keyArn = Optional.empty();

  private SuitePolicies(PolicyFiles files) {
    this.files = files;
  }

  static SuitePolicies none(PolicyFiles files) {
    return new SuitePolicies(files);
  }

  /// @param account of short names; read before, because the key's ARN may tell it
  static SuitePolicies read(Doc doc, PolicyFiles files, Principals names) throws InvalidSuite {
    doc.object(MEMBERS);
    var policies = new SuitePolicies(files);
    policies.key(doc);
    policies.resources(doc);
    for (String kind : PER_PRINCIPAL) {
      policies.perPrincipal(doc, kind, names);
    }
    policies.levels(doc, "serviceControl");
    policies.levels(doc, "resourceControl");
    policies.endpoint(doc);
    if (doc.get("grants").isPresent()) {
      policies.grants = Optional.of(files.json(doc.require("grants")));
    }
    return policies;
  }

  /// The ARN of the suite's key.
  static Optional<String> keyArn(Doc policies) throws InvalidSuite {
    Optional<Doc> key = policies.get("key");
    return key.isEmpty() ? Optional.empty() : Optional.of(key.get().require("arn").text());
  }

  Optional<String> keyArn() {
    return keyArn;
  }

  /// Everyone who has policies here.
  List<String> principals() {
    return ofPrincipals.values().stream()
        .flatMap(owners -> owners.keySet().stream())
        .distinct()
        .toList();
  }

  private void key(Doc doc) throws InvalidSuite {
    if (doc.get("key").isPresent()) {
      Doc key = doc.require("key").object(List.of("arn", "file", "document"));
      String arn = key.require("arn").text();
      keyArn = Optional.of(arn);
      Optional<Doc> policy = key.get("file").or(() -> key.get("document"));
      if (policy.isPresent()) {
        ofResources.put(arn, files.policy(policy.get()));
      }
    }
  }

  private void resources(Doc doc) throws InvalidSuite {
    if (doc.get("resources").isPresent()) {
      for (Map.Entry<String, Doc> one : doc.require("resources").members().entrySet()) {
        ofResources.put(one.getKey(), files.policy(one.getValue()));
      }
    }
  }

  private void perPrincipal(Doc doc, String kind, Principals names) throws InvalidSuite {
    if (doc.get(kind).isEmpty()) {
      return;
    }
    Map<String, List<JsonValue>> owners = new LinkedHashMap<>();
    for (Map.Entry<String, Doc> owner : doc.require(kind).members().entrySet()) {
      owners.put(names.full(owner.getKey()), all(owner.getValue().listOrOne()));
    }
    ofPrincipals.put(kind, owners);
  }

  private void levels(Doc doc, String kind) throws InvalidSuite {
    if (doc.get(kind).isPresent()) {
      List<JsonValue> levels = new ArrayList<>();
      for (Doc level : doc.require(kind).list()) {
        levels.add(new JsonArray(all(level.listOrOne())));
      }
      ofAll.put(kind, new JsonArray(levels));
    }
  }

  private void endpoint(Doc doc) throws InvalidSuite {
    if (doc.get("vpcEndpoint").isPresent()) {
      ofAll.put("vpcEndpoint", new JsonArray(all(doc.require("vpcEndpoint").listOrOne())));
    }
  }

  private List<JsonValue> all(List<Doc> docs) throws InvalidSuite {
    List<JsonValue> policies = new ArrayList<>();
    for (Doc one : docs) {
      policies.add(files.policy(one));
    }
    return policies;
  }

  /// What takes part when that principal asks about that resource.
  JsonObject of(String principal, String resource) {
    JsonObject.Builder set = JsonObject.builder();
    for (Map.Entry<String, Map<String, List<JsonValue>>> kind : ofPrincipals.entrySet()) {
      List<JsonValue> owned = new ArrayList<>();
      kind.getValue()
          .forEach(
              (owner, policies) -> {
                if (Principals.owns(owner, principal)) {
                  owned.addAll(policies);
                }
              });
      if (!owned.isEmpty()) {
        set.put(kind.getKey(), new JsonArray(owned));
      }
    }
    ofAll.forEach(set::put);
    JsonValue guard = ofResources.get(resource);
    if (guard != null) {
      set.put("resource", guard);
    }
    if (grants.isPresent() && keyArn.filter(resource::equals).isPresent()) {
      set.put("grants", grants.get());
    }
    return set.build();
  }
}
