package io.keytrail.server.kms;

import java.time.Instant;
import java.util.UUID;

/// A name for a key, unique in its account and Region.
///
/// @param name with `alias/`
/// @param version from 1
public record Alias(
    Place place, String name, UUID targetKeyId, Instant created, Instant updated, long version) {
  static final String PREFIX = "alias/";
  static final String RESERVED_PREFIX = "alias/aws/";
  static final int MAX_PER_KEY = 50;

  /// The next version, leading to that key.
  Alias to(UUID keyId, Instant now) {
    return new Alias(place, name, keyId, created, now, version + 1);
  }

  String arn() {
    return place.aliasArn(name);
  }

  /// `alias/` and 1 to 250 of letters, digits, `/`, `_`, `-`.
  static boolean validName(String name) {
    if (!name.startsWith(PREFIX) || name.length() == PREFIX.length() || name.length() > 256) {
      return false;
    }
    return name.chars().skip(PREFIX.length()).allMatch(Alias::inName);
  }

  private static boolean inName(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '/'
        || c == '_'
        || c == '-';
  }
}
