package io.keytrail.server.wire;

import java.util.Base64;

/// Base64 with one text for each content: the standard alphabet, padded, no white space, unused
/// bits zero.
final class StrictBase64 {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private StrictBase64() {}

  /// @throws io.keytrail.server.invoke.ApiException SerializationException if `text` is not such a
  ///     text
  static byte[] decode(String text) {
    int length = text.length();
    if (length % 4 != 0 || !isCanonical(text, length)) {
      throw refused();
    }
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      throw refused();
    }
  }

  private static io.keytrail.server.invoke.ApiException refused() {
    return Malformed.because("a blob is not valid base64");
  }

  /// The bits of the last digit that carry no content are zero.
  private static boolean isCanonical(String text, int length) {
    if (length == 0 || text.charAt(length - 1) != '=') {
      return true;
    }
    boolean two = text.charAt(length - 2) == '=';
    int lastDigit = ALPHABET.indexOf(text.charAt(length - (two ? 3 : 2)));
    return lastDigit >= 0 && (lastDigit & (two ? 0xf : 0x3)) == 0;
  }
}
