package io.keytrail.server.ebs;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.Origin;
import java.util.Map;
import java.util.Optional;

/// Who makes the calls of KMS that a volume needs.
///
/// Source: facts/ebs-workspaces.md §4.1 and §4.2.
final class KeyCallers {
  private static final String FOR_AWS_RESOURCE = "kms:GrantIsForAWSResource";
  private static final Origin INTERNAL = new Origin("AWS Internal", "AWS Internal", true, true);

  private KeyCallers() {}

  static String ec2Host(Place place) {
    return "ec2." + place.region() + ".amazonaws.com";
  }

  /// Under which EBS is the grantee of a volume's grants.
  static String grantee(Place place, String instanceId) {
    return place.account() + ":aws:ec2-infrastructure:" + instanceId;
  }

  /// EBS for an instance.
  static Caller infrastructure(Place place, String instanceId) {
    return new Caller(
        new Principal.Service(grantee(place, instanceId)),
        Optional.empty(),
        INTERNAL,
        Optional.of(ec2Host(place)),
        Optional.empty(),
        false,
        Map.of());
  }

  /// The person, by EC2: what only the server may say is not handed on.
  static Caller onBehalf(Caller caller, Place place) {
    return new Caller(
            caller.principal(),
            caller.accessKeyId(),
            caller.origin(),
            Optional.empty(),
            caller.sessionContext(),
            caller.operator(),
            Map.of(),
            caller.browser())
        .via(ec2Host(place));
  }

  /// The person, making a grant by EC2 that is for a resource of AWS.
  static Caller granting(Caller caller, Place place) {
    return onBehalf(caller, place).with(FOR_AWS_RESOURCE, "true");
  }

  /// The service that owns a volume, making a grant under its own.
  static Caller owner(VolumeKey.Desktop desktop) {
    String host = desktop.service();
    return new Caller(
        new Principal.Service(host),
        Optional.empty(),
        new Origin(host, host, true, true),
        Optional.empty(),
        Optional.empty(),
        false,
        Map.of(FOR_AWS_RESOURCE, "true"));
  }
}
