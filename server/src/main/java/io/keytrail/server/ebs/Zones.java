package io.keytrail.server.ebs;

/// Availability Zones. Every Region has six here, `a` to `f`.
final class Zones {
  private static final char FIRST = 'a';
  private static final int COUNT = 6;

  private Zones() {}

  /// Where a caller wants it, or in the first zone.
  static String first(String region) {
    return region + FIRST;
  }

  /// @throws io.keytrail.server.invoke.ApiException `InvalidZone.NotFound`
  static String require(String zone, String region) {
    if (index(zone, region) < 0) {
      throw Ec2Failures.of("InvalidZone.NotFound", "The zone '" + zone + "' does not exist.");
    }
    return zone;
  }

  /// 0 for the first; negative if the Region has no such zone.
  static int index(String zone, String region) {
    if (zone.length() != region.length() + 1 || !zone.startsWith(region)) {
      return -1;
    }
    int index = zone.charAt(region.length()) - FIRST;
    return index < COUNT ? index : -1;
  }
}
