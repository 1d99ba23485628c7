package io.keytrail.server.ebs;

import java.util.Locale;

/// The types of volumes and their limits.
///
/// Source: EC2's API model of December 2025 (`CreateVolumeRequest`), ratios from the EBS guide.
public enum VolumeType {
  STANDARD(1, 1024),
  GP2(1, 16_384),
  GP3(1, 16_384),
  IO1(4, 16_384),
  IO2(4, 65_536),
  ST1(125, 16_384),
  SC1(125, 16_384);

  private final int minGib;
  private final int maxGib;

  VolumeType(int minGib, int maxGib) {
    this.minGib = minGib;
    this.maxGib = maxGib;
  }

  static VolumeType of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  int minGib() {
    return minGib;
  }

  int maxGib() {
    return maxGib;
  }

  /// Whether a caller may choose the IOPS.
  boolean provisioned() {
    return switch (this) {
      case IO1, IO2, GP3 -> true;
      case STANDARD, GP2, ST1, SC1 -> false;
    };
  }

  /// Whether a caller must.
  boolean needsIops() {
    return this == IO1 || this == IO2;
  }

  int minIops() {
    return this == GP3 ? 3_000 : 100;
  }

  int maxIops() {
    return switch (this) {
      case GP3 -> 16_000;
      case IO1 -> 64_000;
      case IO2 -> 256_000;
      case STANDARD, GP2, ST1, SC1 -> 0;
    };
  }

  /// IOPS for each GiB that a caller may choose at most.
  int maxRatio() {
    return switch (this) {
      case GP3 -> 500;
      case IO1 -> 50;
      case IO2 -> 1_000;
      case STANDARD, GP2, ST1, SC1 -> 0;
    };
  }
}
