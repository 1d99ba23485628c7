package io.keytrail.server.ebs;

import io.keytrail.server.crypto.FieldEncoder;
import io.keytrail.server.invoke.Call;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Instances as they were asked for, as far as they can be judged by themselves.
///
/// @param count how many there will be
record InstanceRequest(
    Instance.Spec spec, int count, Map<String, String> tags, Optional<String> token) {
  /// The most that one request launches.
  static final int MOST = 100;

  private static final String DEFAULT_TYPE = "m1.small";

  InstanceRequest {
    tags = new TreeMap<>(tags);
  }

  /// @throws io.keytrail.server.invoke.ApiException for what EC2 refuses
  static InstanceRequest of(Call call, RunInstances.Input input) {
    String image =
        input
            .imageId()
            .orElseThrow(
                () -> Ec2Failures.missing("The request must contain the parameter ImageId"));
    String zone =
        input
            .placement()
            .flatMap(RunInstances.Placement::availabilityZone)
            .orElse(Zones.first(call.region()));
    return new InstanceRequest(
        new Instance.Spec(
            ResourceId.requireImage(image),
            input.instanceType().orElse(DEFAULT_TYPE),
            Zones.require(zone, call.region()),
            input.keyName()),
        count(input.minCount(), input.maxCount()),
        Tags.of(input.tagSpecifications(), "instance"),
        input.clientToken());
  }

  private static int count(int min, int max) {
    if (min < 1 || max < 1) {
      throw Ec2Failures.invalidValue(
          "Value (%d) for parameter %s is invalid. It must be at least 1."
              .formatted(Math.min(min, max), min < 1 ? "minCount" : "maxCount"));
    }
    if (min > max) {
      throw Ec2Failures.combination(
          "The parameter minCount must not be greater than maxCount (%d > %d)".formatted(min, max));
    }
    if (min > MOST) {
      throw Ec2Failures.of(
          "InstanceLimitExceeded",
          "You have requested %d instances; one request launches at most %d.".formatted(min, MOST));
    }
    return Math.min(max, MOST);
  }

  /// The request's own name, if it has one.
  ///
  /// @throws io.keytrail.server.invoke.ApiException if it cannot be one
  Optional<ClientToken> clientToken() {
    FieldEncoder fields =
        new FieldEncoder()
            .text(spec.imageId())
            .text(spec.type())
            .text(spec.zone())
            .optionalText(spec.keyName())
            .number(count)
            .number(tags.size());
    tags.forEach((key, value) -> fields.text(key).text(value));
    return ClientToken.of(token, Digests.sha256(fields.toBytes()));
  }
}
