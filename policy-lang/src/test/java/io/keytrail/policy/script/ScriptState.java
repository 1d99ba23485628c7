package io.keytrail.policy.script;

import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.Grant;
import io.keytrail.policy.eval.PolicySet;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.policy.eval.Principal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the lines of a script have set up so far.
final class ScriptState {
  static final String ACCOUNT = "123456789012";
  static final String KEY =
      "arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

  final List<CompiledPolicy> identity = new ArrayList<>();
  final List<CompiledPolicy> boundary = new ArrayList<>();
  final List<CompiledPolicy> session = new ArrayList<>();
  final List<CompiledPolicy> vpcEndpoint = new ArrayList<>();
  final List<List<CompiledPolicy>> serviceControl = new ArrayList<>();
  final List<List<CompiledPolicy>> resourceControl = new ArrayList<>();
  final List<Grant> grants = new ArrayList<>();
  @Nullable CompiledPolicy key;
  @Nullable CompiledPolicy trust;
  @Nullable CompiledPolicy resourcePolicy;
  boolean keyGuard;

  Principal principal = ScriptPrincipals.parse("arn:aws:iam::123456789012:user/Alice");
  String resource = KEY;
  String owner = ACCOUNT;
  final Map<String, ContextValue> context = new LinkedHashMap<>();
  final Map<String, String> encryption = new LinkedHashMap<>();
  final Set<String> unknown = new LinkedHashSet<>();
  final List<String> tokens = new ArrayList<>();

  AccessRequest request(String action) {
    return new AccessRequest(
        principal, action, resource, owner, context, encryption, tokens, unknown);
  }

  PolicySet policies() {
    return new PolicySet(
        identity,
        boundary.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(boundary)),
        session.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(session)),
        guard(),
        serviceControl,
        resourceControl,
        vpcEndpoint);
  }

  private ResourceGuard guard() {
    if (trust != null) {
      return new ResourceGuard.Trust(trust);
    }
    if (resourcePolicy != null) {
      return new ResourceGuard.Policy(resourcePolicy);
    }
    return key != null || keyGuard || !grants.isEmpty()
        ? new ResourceGuard.Key(Optional.ofNullable(key), grants)
        : new ResourceGuard.None();
  }
}
