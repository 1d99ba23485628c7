package io.keytrail.server.iam.simulator;

import io.keytrail.policy.catalog.Catalogue;
import io.keytrail.server.iam.IamErrors;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// `ResourceHandlingOption`: which resources a launch of an instance must be simulated on, so that
/// none of those it needs is forgotten.
enum ResourceHandling {
  VPC_INSTANCE_STORE(
      "EC2-VPC-InstanceStore", "instance", "image", "security-group", "network-interface"),
  VPC_INSTANCE_STORE_SUBNET(
      "EC2-VPC-InstanceStore-Subnet",
      "instance",
      "image",
      "security-group",
      "network-interface",
      "subnet"),
  VPC_EBS("EC2-VPC-EBS", "instance", "image", "security-group", "network-interface", "volume"),
  VPC_EBS_SUBNET(
      "EC2-VPC-EBS-Subnet",
      "instance",
      "image",
      "security-group",
      "network-interface",
      "subnet",
      "volume");

  private static final String LAUNCH = "ec2:runinstances";

  private final String wireName;
  private final List<String> types;

  ResourceHandling(String wireName, String... types) {
    this.wireName = wireName;
    this.types = List.of(types);
  }

  /// @throws io.keytrail.server.invoke.ApiException `InvalidInput` if there is no such option, or
  ///     if a launch lacks a resource that it needs
  static void check(Optional<String> option, List<String> actions, List<String> resources) {
    if (option.isEmpty()) {
      return;
    }
    ResourceHandling asked =
        Arrays.stream(values())
            .filter(known -> known.wireName.equals(option.get()))
            .findFirst()
            .orElseThrow(() -> unknown(option.get()));
    if (actions.stream().noneMatch(action -> Catalogue.fold(action).equals(LAUNCH))) {
      return;
    }
    for (String type : asked.types) {
      if (resources.stream().noneMatch(resource -> isOf(type, resource))) {
        throw IamErrors.invalidInput(
            "ResourceHandlingOption %s needs a resource of the type %s in ResourceArns."
                .formatted(asked.wireName, type));
      }
    }
  }

  private static RuntimeException unknown(String option) {
    return IamErrors.invalidInput(
        "Invalid ResourceHandlingOption %s; options are %s."
            .formatted(
                option,
                String.join(", ", Arrays.stream(values()).map(one -> one.wireName).toList())));
  }

  private static boolean isOf(String type, String resource) {
    String[] parts = resource.split(":", 6);
    return parts.length == 6 && parts[2].equals("ec2") && parts[5].startsWith(type + "/");
  }
}
