package io.keytrail.server.http.sigv4;

/// A signature's 64 lower-case hex digits.
final class Signatures {
  private static final int BYTES = 32;

  private Signatures() {}

  static byte[] parse(String text) {
    byte[] bytes = new byte[BYTES];
    boolean good = text.length() == 2 * BYTES;
    for (int i = 0; good && i < BYTES; i++) {
      int high = digit(text.charAt(2 * i));
      int low = digit(text.charAt(2 * i + 1));
      good = high >= 0 && low >= 0;
      bytes[i] = (byte) (high << 4 | low);
    }
    if (!good) {
      throw ClaimReader.incomplete("Signature must be 64 lower-case hexadecimal digits");
    }
    return bytes;
  }

  private static int digit(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }
}
