package io.keytrail.policy.compile;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An address block. IPv4 and IPv6 never contain one another; a mapped address of a request has to
/// be made IPv4 before, a block of a policy stays what it is written as (AMB-14).
///
/// @param high the upper 64 bits of an IPv6 address; 0 for IPv4
/// @param low the lower 64 bits, or the 32 bits of an IPv4 address
/// @param prefix how many leading bits count
public record Cidr(boolean v6, long high, long low, int prefix) {
  private static final int V4_BITS = 32;
  private static final int V6_BITS = 128;
  private static final int V6_GROUPS = 8;

  /// What stands before the 32 bits of a mapped address, in the lower half.
  private static final long MAPPED = 0xFFFF;

  private static final long V4_MASK = 0xFFFF_FFFFL;

  /// `10.0.0.0/8`, `10.0.0.1` (one host), `2001:db8::/32`. No leading zeros in decimal parts
  /// (elsewhere they mean octal), no zones. Empty if it is none of these.
  public static Optional<Cidr> parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    boolean v6 = address.indexOf(':') >= 0;
    int bits = v6 ? V6_BITS : V4_BITS;
    int prefix = slash < 0 ? bits : decimal(text, slash + 1, text.length(), bits);
    if (prefix < 0) {
      return Optional.empty();
    }
    if (v6) {
      return v6(address, prefix);
    }
    long v4 = v4(address, 0, address.length());
    return v4 < 0 ? Optional.empty() : Optional.of(new Cidr(false, 0, v4, prefix));
  }

  /// One address, of a request: a block is none. A mapped one, `::ffff:10.0.0.1`, is IPv4.
  public static Optional<Cidr> parseHost(String text) {
    return parse(text).filter(Cidr::host).map(Cidr::unmapped);
  }

  private Cidr unmapped() {
    return v6 && high == 0 && low >>> V4_BITS == MAPPED
        ? new Cidr(false, 0, low & V4_MASK, V4_BITS)
        : this;
  }

  /// Whether a host address lies in this block. Host bits of the block are ignored.
  public boolean contains(Cidr host) {
    if (host.v6 != v6) {
      return false;
    }
    if (!v6) {
      return same(low, host.low, prefix + V4_BITS);
    }
    return same(high, host.high, Math.min(prefix, Long.SIZE))
        && same(low, host.low, Math.max(0, prefix - Long.SIZE));
  }

  /// Whether it is one address, not a block.
  public boolean host() {
    return prefix == (v6 ? V6_BITS : V4_BITS);
  }

  /// Addresses that tell this block from its neighbours: its first and last one, the one before and
  /// the one behind, as far as there are.
  public List<String> samples() {
    BigInteger size = BigInteger.ONE.shiftLeft((v6 ? V6_BITS : V4_BITS) - prefix);
    BigInteger first = number().divide(size).multiply(size);
    BigInteger end = BigInteger.ONE.shiftLeft(v6 ? V6_BITS : V4_BITS);
    List<String> samples = new ArrayList<>();
    for (BigInteger address :
        List.of(
            first,
            first.add(size).subtract(BigInteger.ONE),
            first.subtract(BigInteger.ONE),
            first.add(size))) {
      if (address.signum() >= 0 && address.compareTo(end) < 0) {
        samples.add(text(address));
      }
    }
    return samples;
  }

  private BigInteger number() {
    BigInteger lower = new BigInteger(Long.toUnsignedString(low));
    return v6 ? new BigInteger(Long.toUnsignedString(high)).shiftLeft(Long.SIZE).add(lower) : lower;
  }

  private String text(BigInteger address) {
    int parts = v6 ? V6_GROUPS : 4;
    int bits = v6 ? 16 : 8;
    StringBuilder text = new StringBuilder();
    for (int i = parts - 1; i >= 0; i--) {
      int part = address.shiftRight(i * bits).intValue() & (1 << bits) - 1;
      text.append(v6 ? Integer.toHexString(part) : Integer.toString(part));
      text.append(i == 0 ? "" : v6 ? ":" : ".");
    }
    return text.toString();
  }

  private static boolean same(long a, long b, int leadingBits) {
    // A shift by 64 would be a shift by 0.
    return leadingBits == 0 || (a ^ b) >>> (Long.SIZE - leadingBits) == 0;
  }

  /// The 32 bits, or -1.
  private static long v4(String text, int from, int end) {
    long value = 0;
    int i = from;
    for (int part = 0; part < 4; part++) {
      int dot = text.indexOf('.', i);
      int stop = part == 3 ? end : dot;
      int octet = stop < 0 ? -1 : decimal(text, i, stop, 255);
      if (octet < 0) {
        return -1;
      }
      value = value << 8 | octet;
      i = stop + 1;
    }
    return value;
  }

  private static Optional<Cidr> v6(String text, int prefix) {
    int[] groups = new int[V6_GROUPS];
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text, 0, text.length(), groups, 0) == V6_GROUPS
          ? Optional.of(of(groups, prefix))
          : Optional.empty();
    }
    int before = groups(text, 0, gap, groups, 0);
    int[] tail = new int[V6_GROUPS];
    int after = groups(text, gap + 2, text.length(), tail, 0);
    if (before < 0 || after < 0 || before + after >= V6_GROUPS) {
      return Optional.empty();
    }
    System.arraycopy(tail, 0, groups, V6_GROUPS - after, after);
    return Optional.of(of(groups, prefix));
  }

  /// Writes the groups of `[from, end)` and answers how many there are, or -1. A trailing IPv4
  /// address is two.
  private static int groups(String text, int from, int end, int[] groups, int count) {
    int i = from;
    int n = count;
    while (i < end) {
      int colon = text.indexOf(':', i);
      int stop = colon < 0 || colon > end ? end : colon;
      boolean last = stop == end;
      if (last && end == text.length() && text.indexOf('.', i) >= 0) {
        long v4 = v4(text, i, end);
        if (v4 < 0 || n > V6_GROUPS - 2) {
          return -1;
        }
        groups[n] = (int) (v4 >>> 16);
        groups[n + 1] = (int) (v4 & 0xFFFF);
        return n + 2;
      }
      int group = hex(text, i, stop);
      if (group < 0 || n == V6_GROUPS || stop == end - 1) {
        return -1;
      }
      groups[n++] = group;
      i = stop + 1;
    }
    return n;
  }

  private static Cidr of(int[] groups, int prefix) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < 4; i++) {
      high = high << 16 | groups[i];
      low = low << 16 | groups[i + 4];
    }
    return new Cidr(true, high, low, prefix);
  }

  private static int hex(String text, int from, int end) {
    if (end - from < 1 || end - from > 4) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      int digit = c > 'f' ? -1 : Character.digit(c, 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /// A number up to `highest` without leading zeros, or -1.
  private static int decimal(String text, int from, int end, int highest) {
    int length = end - from;
    if (length < 1 || length > 3 || (length > 1 && text.charAt(from) == '0')) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value <= highest ? value : -1;
  }
}
