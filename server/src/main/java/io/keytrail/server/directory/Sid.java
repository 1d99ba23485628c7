package io.keytrail.server.directory;

import io.keytrail.server.crypto.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A security identifier of Windows, revision 1 (MS-DTYP 2.4.2).
///
/// It has one text form and one binary form (an `objectSid`); either is read only as it would be
/// written, so that texts are equal where identifiers are.
///
/// @param authority 48 bits; 5 is Windows NT
/// @param subAuthorities 1 to 15, of 32 bits each; the last of a user is its RID
public record Sid(long authority, List<Long> subAuthorities) {
  /// RIDs below are Windows' own.
  public static final long FIRST_RID = 1_000;

  /// The RID of a domain's first administrator.
  public static final long ADMINISTRATOR_RID = 500;

  private static final String PREFIX = "S-1-";
  private static final int REVISION = 1;
  private static final int MAX_SUB_AUTHORITIES = 15;
  private static final int MAX_TEXT = 200;
  private static final int HEADER_BYTES = 8;
  private static final long MAX_32 = 0xffff_ffffL;
  private static final long MAX_48 = 0xffff_ffff_ffffL;
  private static final long NT = 5;
  private static final long NON_UNIQUE = 21;
  private static final int DOMAIN_PARTS = 4;

  public Sid {
    subAuthorities = List.copyOf(subAuthorities);
    if (authority < 0 || authority > MAX_48) {
      throw new IllegalArgumentException("an authority has 48 bits");
    }
    if (subAuthorities.isEmpty() || subAuthorities.size() > MAX_SUB_AUTHORITIES) {
      throw new IllegalArgumentException("a SID has 1 to 15 sub-authorities");
    }
    if (!subAuthorities.stream().allMatch(part -> part >= 0 && part <= MAX_32)) {
      throw new IllegalArgumentException("a sub-authority has 32 bits");
    }
  }

  /// A new domain: `S-1-5-21-x-y-z`, three random parts.
  public static Sid randomDomain(SecureRandom random) {
    List<Long> parts = new ArrayList<>(List.of(NON_UNIQUE));
    for (int i = 1; i < DOMAIN_PARTS; i++) {
      parts.add(random.nextInt() & MAX_32);
    }
    return new Sid(NT, parts);
  }

  /// Whether it is a domain's, `S-1-5-21-x-y-z`.
  public boolean isDomain() {
    return authority == NT
        && subAuthorities.size() == DOMAIN_PARTS
        && subAuthorities.getFirst() == NON_UNIQUE;
  }

  /// The identifier of a member of this domain.
  public Sid member(long rid) {
    List<Long> parts = new ArrayList<>(subAuthorities);
    parts.add(rid);
    return new Sid(authority, parts);
  }

  /// Whether it is [#member] of that domain.
  public boolean isMemberOf(Sid domain) {
    return equals(domain.member(rid()));
  }

  /// The last part: which member of its domain it is.
  public long rid() {
    return subAuthorities.getLast();
  }

  /// What the text says, if it is the text of a SID: `S-1-`, the authority in decimal below 2^32
  /// and as `0x` with twelve small hex digits from there, then the parts in decimal without leading
  /// zeros.
  public static Optional<Sid> parse(String text) {
    if (!text.startsWith(PREFIX) || text.length() > MAX_TEXT) {
      return Optional.empty();
    }
    String[] parts = text.substring(PREFIX.length()).split("-", -1);
    try {
      List<Long> subAuthorities = new ArrayList<>();
      for (int i = 1; i < parts.length; i++) {
        subAuthorities.add(Long.parseLong(parts[i]));
      }
      Sid sid = new Sid(authority(parts[0]), subAuthorities);
      return Optional.of(sid).filter(read -> read.toString().equals(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static long authority(String text) {
    return text.startsWith("0x") ? Long.parseLong(text.substring(2), 16) : Long.parseLong(text);
  }

  /// The `objectSid`: revision, count, the authority with its high byte first, then the parts with
  /// their low bytes first. 28 bytes for a user of a domain.
  public Bytes toBytes() {
    ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + Integer.BYTES * subAuthorities.size());
    out.putLong((long) REVISION << 56 | (long) subAuthorities.size() << 48 | authority);
    out.order(ByteOrder.LITTLE_ENDIAN);
    subAuthorities.forEach(part -> out.putInt(part.intValue()));
    return Bytes.owning(out.array());
  }

  /// What an `objectSid` says, if it is one to its last byte.
  public static Optional<Sid> ofBytes(Bytes bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes.toArray());
    if (in.limit() < HEADER_BYTES) {
      return Optional.empty();
    }
    long header = in.getLong();
    int count = (int) (header >>> 48 & 0xff);
    boolean whole = in.remaining() == Integer.BYTES * count;
    if (header >>> 56 != REVISION || count == 0 || count > MAX_SUB_AUTHORITIES || !whole) {
      return Optional.empty();
    }
    in.order(ByteOrder.LITTLE_ENDIAN);
    List<Long> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(in.getInt() & MAX_32);
    }
    return Optional.of(new Sid(header & MAX_48, parts));
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(PREFIX);
    out.append(authority <= MAX_32 ? Long.toString(authority) : "0x%012x".formatted(authority));
    subAuthorities.forEach(part -> out.append('-').append(part));
    return out.toString();
  }
}
