package io.keytrail.audit.schema;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// How one value stands in the index (S8).
///
/// A value of at most [#MAX_BYTES] UTF-8 bytes is a term. A longer one would make the writer throw
/// (at 32,766 bytes): it is indexed as its hash, which `=` asks for, and as its beginning, which
/// `like` sees. Hash and beginning stand apart from ordinary terms, so that neither can be taken
/// for a value.
public sealed interface IndexTerm {
  int MAX_BYTES = 8_191;

  /// The value itself.
  record Exact(String value) implements IndexTerm {}

  /// A long value.
  ///
  /// @param hash lower-case hex SHA-256 of the value's UTF-8
  /// @param beginning the most code points that fit [#MAX_BYTES]
  record Hashed(String hash, String beginning) implements IndexTerm {}

  /// The form of `value`, which must be [#wellFormed].
  static IndexTerm of(String value) {
    if (value.length() <= MAX_BYTES / 3 || utf8Length(value, MAX_BYTES) <= MAX_BYTES) {
      return new Exact(value);
    }
    return new Hashed(sha256(value), beginning(value));
  }

  /// `value` with each lone surrogate replaced by U+FFFD: what UTF-8 terms can hold.
  static String wellFormed(String value) {
    if (io.keytrail.audit.json.Surrogates.indexOfLone(value) < 0) {
      return value;
    }
    var out = new StringBuilder(value.length());
    value.codePoints().forEach(c -> out.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
    return out.toString();
  }

  /// The one term of an encryption-context pair: the folded key with its length in front, so that
  /// no other key and value can read the same (S7).
  static String contextPair(String key, String value) {
    return contextKeyPrefix(key) + value;
  }

  /// What every [#contextPair] of that key begins with.
  static String contextKeyPrefix(String key) {
    String folded = Ascii.lower(wellFormed(key));
    return folded.length() + ":" + folded;
  }

  private static int utf8Length(String value, int stopAfter) {
    int bytes = 0;
    for (int i = 0; i < value.length() && bytes <= stopAfter; i++) {
      char c = value.charAt(i);
      if (c < 0x80) {
        bytes++;
      } else if (c < 0x800 || Character.isSurrogate(c)) {
        bytes += 2;
      } else {
        bytes += 3;
      }
    }
    return bytes;
  }

  private static String beginning(String value) {
    int bytes = 0;
    int end = 0;
    while (end < value.length()) {
      int c = value.codePointAt(end);
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      if (bytes > MAX_BYTES) {
        break;
      }
      end += Character.charCount(c);
    }
    return value.substring(0, end);
  }

  private static String sha256(String value) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
