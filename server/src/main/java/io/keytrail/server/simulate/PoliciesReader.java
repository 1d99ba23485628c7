package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonValue;
import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.ast.PolicyDocument;
import io.keytrail.policy.ast.Version;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.Grant;
import io.keytrail.policy.eval.PolicySet;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.server.invoke.Members;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Reads the `policies` of a simulation. A missing member means none of that kind; so does an empty
/// list, except of `identity`.
final class PoliciesReader {
  private static final List<String> MEMBERS =
      List.of(
          "identity",
          "permissionsBoundary",
          "session",
          "resource",
          "grants",
          "serviceControl",
          "resourceControl",
          "vpcEndpoint");

  private static final ResourceGuard NONE = new ResourceGuard.None();
  private static final CompiledPolicy TRUSTS_NOBODY =
      PolicyLanguage.compile(
          new PolicyDocument(DocumentKind.TRUST, Version.V2012, Optional.empty(), List.of(), false),
          "",
          "");

  private final Documents documents;

  PoliciesReader(Documents documents) {
    this.documents = documents;
  }

  PolicySet read(JsonValue value, String pointer, AccessRequest request) {
    Members policies = Members.of(value, pointer, MEMBERS);
    return new PolicySet(
        list(policies, "identity", DocumentKind.IDENTITY),
        someOf(policies, "permissionsBoundary"),
        someOf(policies, "session"),
        guard(policies, request),
        levels(policies, "serviceControl", DocumentKind.SERVICE_CONTROL),
        levels(policies, "resourceControl", DocumentKind.RESOURCE_CONTROL),
        list(policies, "vpcEndpoint", DocumentKind.VPC_ENDPOINT));
  }

  private List<CompiledPolicy> list(Members policies, String name, DocumentKind kind) {
    return policies
        .list(name)
        .map(values -> documents.readAll(values, policies.at(name), kind))
        .orElse(List.of());
  }

  private Optional<List<CompiledPolicy>> someOf(Members policies, String name) {
    return Optional.of(list(policies, name, DocumentKind.IDENTITY)).filter(all -> !all.isEmpty());
  }

  private List<List<CompiledPolicy>> levels(Members policies, String name, DocumentKind kind) {
    List<JsonValue> values = policies.list(name).orElse(List.of());
    return IntStream.range(0, values.size())
        .mapToObj(
            i -> {
              String at = policies.at(name) + "/" + i;
              return documents.readAll(Members.list(values.get(i), at), at, kind);
            })
        .toList();
  }

  private ResourceGuard guard(Members policies, AccessRequest request) {
    Optional<JsonValue> policy = policies.value("resource");
    List<JsonValue> listed = policies.list("grants").orElse(List.of());
    List<Grant> grants = GrantReader.readAll(listed, policies.at("grants"), request.resource());
    Guarded guarded = Guarded.of(request, policy.isPresent() || !grants.isEmpty());
    Optional<CompiledPolicy> compiled =
        policy.map(value -> documents.read(value, policies.at("resource"), guarded.documentKind()));
    return switch (guarded) {
      case KEY -> new ResourceGuard.Key(compiled, grants);
      // A role always has a trust policy: without one nobody can take it on.
      case ROLE -> new ResourceGuard.Trust(compiled.orElse(TRUSTS_NOBODY));
      case OTHER -> compiled.<ResourceGuard>map(ResourceGuard.Policy::new).orElse(NONE);
      case ALIAS -> NONE;
    };
  }
}
