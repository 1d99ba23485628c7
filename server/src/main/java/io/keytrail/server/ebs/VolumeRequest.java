package io.keytrail.server.ebs;

import io.keytrail.server.crypto.FieldEncoder;
import io.keytrail.server.invoke.Call;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A volume as it was asked for, as far as it can be judged by itself.
///
/// @param kmsKey as it was named; absent: the default key, or none
/// @param desktop for whom a service asks
record VolumeRequest(
    VolumeSpec spec,
    boolean encrypted,
    Optional<String> kmsKey,
    Map<String, String> tags,
    Optional<VolumeKey.Desktop> desktop,
    Optional<String> token) {
  /// By these two the service that launches desktops says for whom a volume is; only the server
  /// itself can set them.
  static final String SID_DIRECTORY = "keytrail:VolumeSidDirectory";

  static final String INSTANCE = "keytrail:VolumeInstance";
  private static final String DEFAULT_KEY = "alias/aws/ebs";

  VolumeRequest {
    tags = new TreeMap<>(tags);
  }

  /// @throws io.keytrail.server.invoke.ApiException for what EC2 refuses
  static VolumeRequest of(Call call, CreateVolume.Input input) {
    if (input.kmsKeyId().isPresent() && !input.encrypted()) {
      throw Ec2Failures.dependency(
          "The parameter KmsKeyId requires the parameter Encrypted to be set.");
    }
    VolumeSpec.Wanted wanted =
        new VolumeSpec.Wanted(
            Zones.require(input.availabilityZone(), call.region()),
            input.volumeType().map(VolumeType::of),
            input.size(),
            input.iops(),
            input.throughput());
    return new VolumeRequest(
        VolumeSpec.of(wanted),
        input.encrypted(),
        input.kmsKeyId(),
        Tags.of(input.tagSpecifications(), "volume"),
        desktop(call),
        input.clientToken());
  }

  private static Optional<VolumeKey.Desktop> desktop(Call call) {
    Map<String, String> said = call.caller().serverContext();
    if (!said.containsKey(SID_DIRECTORY) || !said.containsKey(INSTANCE)) {
      return Optional.empty();
    }
    String host =
        call.caller().viaService().orElse("workspaces." + call.region() + ".amazonaws.com");
    return Optional.of(new VolumeKey.Desktop(said.get(SID_DIRECTORY), said.get(INSTANCE), host));
  }

  /// The key by which it is to be encrypted, as a policy's condition sees it.
  Optional<String> keyName() {
    return encrypted ? Optional.of(kmsKey.orElse(DEFAULT_KEY)) : Optional.empty();
  }

  /// The request's own name, if it has one.
  ///
  /// @throws io.keytrail.server.invoke.ApiException if it cannot be one
  Optional<ClientToken> clientToken() {
    return ClientToken.of(token, digest());
  }

  private String digest() {
    FieldEncoder fields =
        new FieldEncoder()
            .text(spec.zone())
            .text(spec.type().name())
            .number(spec.sizeGib())
            .number(spec.iops().orElse(0))
            .number(spec.throughputMib().orElse(0))
            .flag(encrypted)
            .optionalText(kmsKey)
            .optionalText(desktop.map(VolumeKey.Desktop::sidDirectory))
            .optionalText(desktop.map(VolumeKey.Desktop::instanceId))
            .number(tags.size());
    tags.forEach((key, value) -> fields.text(key).text(value));
    return Digests.sha256(fields.toBytes());
  }
}
