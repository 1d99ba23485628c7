package io.keytrail.server.http.sigv4;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.CommonErrors;

/// Percent-encoding as SigV4 wants it. Strings hold one byte a char.
final class UriEncoding {
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private UriEncoding() {}

  static boolean isUnreserved(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }

  /// Appends `raw`, each byte that is not unreserved encoded; a `/` stays, a `%` is encoded once
  /// more.
  static void encodePath(StringBuilder out, String raw) {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '/') {
        out.append(c);
      } else {
        encode(out, c);
      }
    }
  }

  /// A query component in its one canonical spelling: decoded, then encoded.
  static String canonical(String raw) {
    int i = 0;
    while (i < raw.length() && isUnreserved(raw.charAt(i))) {
      i++;
    }
    if (i == raw.length()) {
      return raw;
    }
    StringBuilder out = new StringBuilder(raw.length() + 16);
    for (i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '+') {
        // Some signers mean a space, some a plus: what is signed and what is meant could differ.
        throw new ApiException(
            CommonErrors.INCOMPLETE_SIGNATURE,
            "The query of a signed request must not contain '+'; write %20 or %2B");
      }
      if (c == '%') {
        encode(out, decodeAt(raw, i));
        i += 2;
      } else {
        encode(out, c);
      }
    }
    return out.toString();
  }

  /// The text behind a canonical component; UTF-8.
  static String decode(String canonical) {
    if (canonical.indexOf('%') < 0) {
      return canonical;
    }
    byte[] bytes = new byte[canonical.length()];
    int length = 0;
    for (int i = 0; i < canonical.length(); i++) {
      char c = canonical.charAt(i);
      if (c == '%') {
        bytes[length++] = (byte) decodeAt(canonical, i);
        i += 2;
      } else {
        bytes[length++] = (byte) c;
      }
    }
    return new String(bytes, 0, length, java.nio.charset.StandardCharsets.UTF_8);
  }

  private static char decodeAt(String text, int percent) {
    int high = percent + 2 < text.length() ? Character.digit(text.charAt(percent + 1), 16) : -1;
    int low = percent + 2 < text.length() ? Character.digit(text.charAt(percent + 2), 16) : -1;
    if (high < 0 || low < 0) {
      throw new ApiException(
          CommonErrors.INCOMPLETE_SIGNATURE, "The query is not well percent-encoded");
    }
    return (char) (high << 4 | low);
  }

  private static void encode(StringBuilder out, char c) {
    if (isUnreserved(c)) {
      out.append(c);
    } else {
      out.append('%').append(HEX[c >> 4 & 15]).append(HEX[c & 15]);
    }
  }
}
