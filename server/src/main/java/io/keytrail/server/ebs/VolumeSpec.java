package io.keytrail.server.ebs;

import java.util.Optional;

/// What a volume is like.
///
/// @param iops provisioned, or the baseline of a gp2 volume; absent where the type has none
/// @param throughputMib per second; of gp3 only
public record VolumeSpec(
    String zone,
    VolumeType type,
    int sizeGib,
    Optional<Integer> iops,
    Optional<Integer> throughputMib) {
  private static final int GP3_THROUGHPUT = 125;
  private static final int GP3_MAX_THROUGHPUT = 1_000;

  /// What a caller asks for.
  record Wanted(
      String zone,
      Optional<VolumeType> type,
      Optional<Integer> sizeGib,
      Optional<Integer> iops,
      Optional<Integer> throughputMib) {}

  /// The volume that was asked for, with EC2's defaults.
  ///
  /// @throws io.keytrail.server.invoke.ApiException if there can be no such volume
  static VolumeSpec of(Wanted wanted) {
    VolumeType type = wanted.type().orElse(VolumeType.GP2);
    int size = size(type, wanted.sizeGib());
    return new VolumeSpec(
        wanted.zone(),
        type,
        size,
        iops(type, size, wanted.iops()),
        throughput(type, wanted.throughputMib(), wanted.iops()));
  }

  private static int size(VolumeType type, Optional<Integer> wanted) {
    int size =
        wanted.orElseThrow(
            () -> Ec2Failures.missing("The request must contain the parameter size/snapshot"));
    String of = "Volume of %dGiB is too %s for volume type %s; %s is %d GiB.";
    if (size < type.minGib()) {
      throw Ec2Failures.invalidValue(
          of.formatted(size, "small", type.wireName(), "minimum", type.minGib()));
    }
    if (size > type.maxGib()) {
      throw Ec2Failures.invalidValue(
          of.formatted(size, "large", type.wireName(), "maximum", type.maxGib()));
    }
    return size;
  }

  private static Optional<Integer> iops(VolumeType type, int size, Optional<Integer> wanted) {
    if (wanted.isPresent()) {
      requireIops(type, size, wanted.get());
      return wanted;
    }
    if (type.needsIops()) {
      throw Ec2Failures.missing(
          "The parameter iops must be specified for " + type.wireName() + " volumes.");
    }
    return switch (type) {
      case GP2 -> Optional.of(Math.clamp(3L * size, 100, 16_000));
      case GP3 -> Optional.of(type.minIops());
      case STANDARD, IO1, IO2, ST1, SC1 -> Optional.empty();
    };
  }

  private static void requireIops(VolumeType type, int size, int iops) {
    if (!type.provisioned()) {
      throw Ec2Failures.combination(
          "The parameter iops is not supported for " + type.wireName() + " volumes.");
    }
    if (iops < type.minIops()) {
      throw Ec2Failures.invalidValue(
          "Volume iops of %d is too low; minimum is %d.".formatted(iops, type.minIops()));
    }
    if (iops > type.maxIops()) {
      throw Ec2Failures.invalidValue(
          "Volume iops of %d is too high; maximum is %d.".formatted(iops, type.maxIops()));
    }
    // The least that a type gives is given to its smallest volumes too.
    if (iops > Math.max((long) size * type.maxRatio(), type.minIops())) {
      throw Ec2Failures.invalidValue(
          "Iops to volume size ratio of %.6f is too high; maximum is %d."
              .formatted((double) iops / size, type.maxRatio()));
    }
  }

  private static Optional<Integer> throughput(
      VolumeType type, Optional<Integer> wanted, Optional<Integer> iops) {
    if (type != VolumeType.GP3) {
      if (wanted.isPresent()) {
        throw Ec2Failures.combination(
            "The parameter throughput is not supported for " + type.wireName() + " volumes.");
      }
      return Optional.empty();
    }
    int throughput = wanted.orElse(GP3_THROUGHPUT);
    if (throughput < GP3_THROUGHPUT || throughput > GP3_MAX_THROUGHPUT) {
      throw Ec2Failures.invalidValue(
          "Throughput of %d MiB/s is out of range; minimum is %d, maximum is %d."
              .formatted(throughput, GP3_THROUGHPUT, GP3_MAX_THROUGHPUT));
    }
    if (throughput * 4L > iops.orElse(VolumeType.GP3.minIops())) {
      throw Ec2Failures.invalidValue(
          "Throughput (MiBps) to iops ratio of %.6f is too high; maximum is 0.250000 MiBps per iops"
              .formatted((double) throughput / iops.orElse(VolumeType.GP3.minIops())));
    }
    return Optional.of(throughput);
  }
}
