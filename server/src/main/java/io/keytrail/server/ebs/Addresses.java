package io.keytrail.server.ebs;

import java.security.SecureRandom;

/// Private addresses: each zone has a sixteenth of 10.0.0.0/8.
final class Addresses {
  private static final int ZONE_BITS = 20;

  private Addresses() {}

  /// Any one of the zone's; that it is free shows when it is stored.
  static String random(Place place, String zone, SecureRandom random) {
    int network = Math.max(0, Zones.index(zone, place.region())) << ZONE_BITS;
    int low = random.nextInt(1 << ZONE_BITS);
    int last = low & 0xff;
    // Neither a network nor a broadcast address, nor the first four, which AWS keeps for itself.
    int host = last < 4 ? last + 4 : last == 0xff ? 0xfe : last;
    int address = network | (low & ~0xff) | host;
    return "10.%d.%d.%d".formatted(address >> 16, (address >> 8) & 0xff, address & 0xff);
  }
}
