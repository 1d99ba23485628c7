package io.keytrail.server.ebs;

import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.server.invoke.Check;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The checks of EC2's actions, with the condition keys that AWS documents for their resources.
/// Only identity policies guard them.
final class Ec2Checks {
  private static final String TAGGING = "ec2:CreateTags";

  private Ec2Checks() {}

  /// An action without a resource.
  static Check any(String action, Place place) {
    return of(action, "*", place, context(place));
  }

  /// An action on a volume; it need not be there.
  static Check volume(String action, Place place, String id, Optional<Volume> volume) {
    Map<String, ContextValue> context = context(place);
    put(context, "ec2:VolumeID", id);
    volume.ifPresent(
        found -> {
          spec(context, found.spec());
          put(context, "ec2:Encrypted", Boolean.toString(found.encrypted()));
          found.key().ifPresent(key -> put(context, "ec2:KmsKeyId", key.key()));
          resourceTags(context, found.tags());
        });
    return of(action, place.volumeArn(id), place, context);
  }

  /// CreateVolume.
  ///
  /// @param kmsKey absent: not encrypted
  static List<Check> newVolume(
      String action,
      Place place,
      VolumeSpec spec,
      Optional<String> kmsKey,
      Map<String, String> tags) {
    Map<String, ContextValue> context = context(place);
    spec(context, spec);
    put(context, "ec2:Encrypted", Boolean.toString(kmsKey.isPresent()));
    kmsKey.ifPresent(key -> put(context, "ec2:KmsKeyId", key));
    requestTags(context, tags);
    return tagged(of(action, place.volumeArn("*"), place, context), place, tags);
  }

  /// An action on an instance; it need not be there.
  static Check instance(String action, Place place, String id, Optional<Instance> instance) {
    Map<String, ContextValue> context = context(place);
    put(context, "ec2:InstanceID", id);
    instance.ifPresent(
        found -> {
          spec(context, found.spec());
          resourceTags(context, found.tags());
        });
    return of(action, place.instanceArn(id), place, context);
  }

  /// RunInstances: on the instances to be.
  static List<Check> newInstance(
      String action, Place place, Instance.Spec spec, Map<String, String> tags) {
    Map<String, ContextValue> context = context(place);
    spec(context, spec);
    requestTags(context, tags);
    return tagged(of(action, place.instanceArn("*"), place, context), place, tags);
  }

  /// RunInstances: on the image.
  static Check image(String action, Place place, String imageId) {
    Map<String, ContextValue> context = context(place);
    put(context, "ec2:ImageID", imageId);
    return of(action, place.imageArn(imageId), place, context);
  }

  /// Who gives tags to what he makes needs the permission to tag it.
  private static List<Check> tagged(Check check, Place place, Map<String, String> tags) {
    if (tags.isEmpty()) {
      return List.of(check);
    }
    Map<String, ContextValue> context = new HashMap<>(check.context());
    put(context, "ec2:CreateAction", check.action().substring("ec2:".length()));
    return List.of(check, of(TAGGING, check.resource(), place, context));
  }

  private static Check of(
      String action, String resource, Place place, Map<String, ContextValue> context) {
    return new Check(
        action,
        resource,
        place.account(),
        new ResourceGuard.None(),
        context,
        Map.of(),
        List.of(),
        Map.of());
  }

  private static Map<String, ContextValue> context(Place place) {
    Map<String, ContextValue> context = new HashMap<>();
    put(context, "ec2:Region", place.region());
    return context;
  }

  private static void spec(Map<String, ContextValue> context, VolumeSpec spec) {
    put(context, "ec2:AvailabilityZone", spec.zone());
    put(context, "ec2:VolumeType", spec.type().wireName());
    put(context, "ec2:VolumeSize", Integer.toString(spec.sizeGib()));
    spec.iops().ifPresent(iops -> put(context, "ec2:VolumeIops", iops.toString()));
    spec.throughputMib().ifPresent(mib -> put(context, "ec2:VolumeThroughput", mib.toString()));
  }

  private static void spec(Map<String, ContextValue> context, Instance.Spec spec) {
    put(context, "ec2:AvailabilityZone", spec.zone());
    put(context, "ec2:InstanceType", spec.type());
    put(context, "ec2:Tenancy", "default");
  }

  private static void requestTags(Map<String, ContextValue> context, Map<String, String> tags) {
    tags(context, "aws:RequestTag/", tags);
    if (!tags.isEmpty()) {
      context.put("aws:TagKeys", ContextValue.list(List.copyOf(tags.keySet())));
    }
  }

  private static void resourceTags(Map<String, ContextValue> context, Map<String, String> tags) {
    tags(context, "aws:ResourceTag/", tags);
    tags(context, "ec2:ResourceTag/", tags);
  }

  /// Of tags whose keys differ in letter case only, the first counts: condition keys do not tell
  /// them apart.
  private static void tags(
      Map<String, ContextValue> context, String prefix, Map<String, String> tags) {
    Set<String> seen = new HashSet<>();
    tags.forEach(
        (key, value) -> {
          if (seen.add(Ascii.lower(key))) {
            put(context, prefix + key, value);
          }
        });
  }

  private static void put(Map<String, ContextValue> context, String key, String value) {
    context.put(key, ContextValue.of(value));
  }
}
