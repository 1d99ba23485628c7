package io.keytrail.server.iam.simulator;

import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.eval.PolicySet;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.policy.eval.PolicyType;
import io.keytrail.server.iam.IamErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The policies on the caller's side of a simulation.
///
/// @param serviceControl by level, from the organisation's root down
record SourcePolicies(
    List<SourcePolicy> identity,
    Optional<SourcePolicy> boundary,
    List<List<SourcePolicy>> serviceControl) {
  private static final String BOUNDARY = "PermissionsBoundaryPolicyInputList";
  private static final String LEVELS = "OrderedOrganizationPolicyInputList";

  SourcePolicies {
    identity = List.copyOf(identity);
    serviceControl = List.copyOf(serviceControl);
  }

  /// @param held policies of a principal, before those of the request
  /// @throws io.keytrail.server.invoke.ApiException `InvalidInput` if one of them is no policy
  static SourcePolicies read(
      List<SourcePolicy> held,
      List<String> policies,
      List<String> boundary,
      List<LevelInput> levels) {
    if (boundary.size() > 1) {
      throw IamErrors.invalidInput(
          "The list of Permissions Boundary policies cannot exceed 1 items.");
    }
    return new SourcePolicies(
        Stream.concat(held.stream(), given(policies).stream()).toList(),
        SourcePolicy.readAll(
                PolicyType.PERMISSIONS_BOUNDARY, DocumentKind.IDENTITY, BOUNDARY, boundary)
            .stream()
            .findFirst(),
        levels(levels));
  }

  /// The identity policies of a request.
  private static List<SourcePolicy> given(List<String> policies) {
    return SourcePolicy.readAll(
        PolicyType.IDENTITY, DocumentKind.IDENTITY, "PolicyInputList", policies);
  }

  private static List<List<SourcePolicy>> levels(List<LevelInput> inputs) {
    List<List<SourcePolicy>> levels = new ArrayList<>();
    for (LevelInput input : inputs) {
      int number = levels.size() + 1;
      if (input.serviceControlPolicyInputList().isEmpty()) {
        throw IamErrors.invalidInput(
            "Organization policy at index %d must contain at least one service control policy"
                .formatted(number));
      }
      String member = LEVELS + "." + number + ".ServiceControlPolicyInputList";
      levels.add(
          SourcePolicy.readAll(
              PolicyType.SERVICE_CONTROL,
              DocumentKind.SERVICE_CONTROL,
              member,
              input.serviceControlPolicyInputList()));
    }
    return levels;
  }

  PolicySet with(ResourceGuard guard) {
    return new PolicySet(
        compiled(identity),
        boundary.map(policy -> List.of(policy.compiled())),
        Optional.empty(),
        guard,
        serviceControl.stream().map(SourcePolicies::compiled).toList(),
        List.of(),
        List.of());
  }

  private static List<CompiledPolicy> compiled(List<SourcePolicy> policies) {
    return policies.stream().map(SourcePolicy::compiled).toList();
  }

  /// The one that answers call so; empty if it is none whose statements AWS shows.
  Optional<SourcePolicy> shown(PolicyType type, String id) {
    return Stream.concat(identity.stream(), boundary.stream())
        .filter(policy -> policy.type() == type && policy.id().equals(id))
        .findFirst();
  }
}
