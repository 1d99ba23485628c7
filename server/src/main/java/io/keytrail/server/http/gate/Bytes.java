package io.keytrail.server.http.gate;

/// Character classes of RFC 9110 and ASCII-only comparison, by table.
final class Bytes {
  private static final byte TOKEN = 1;
  private static final byte FIELD = 2;
  private static final byte TARGET = 4;
  private static final byte HOST = 8;
  private static final byte HEX = 16;
  private static final byte[] CLASSES = classes();

  private Bytes() {}

  /// A character of a header's name.
  static boolean isToken(byte b) {
    return (CLASSES[b & 0xff] & TOKEN) != 0;
  }

  /// A byte of a header's value: space, tab, visible ASCII, or above 0x7f.
  static boolean isField(byte b) {
    return (CLASSES[b & 0xff] & FIELD) != 0;
  }

  /// A byte of a request target: visible ASCII without `#`.
  static boolean isTarget(byte b) {
    return (CLASSES[b & 0xff] & TARGET) != 0;
  }

  /// A byte of a Host header: a name, an address literal, a port.
  static boolean isHost(byte b) {
    return (CLASSES[b & 0xff] & HOST) != 0;
  }

  static boolean isHex(byte b) {
    return (CLASSES[b & 0xff] & HEX) != 0;
  }

  static int hexValue(byte b) {
    return b <= '9' ? b - '0' : (b | 0x20) - 'a' + 10;
  }

  static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /// Whether the range equals `lower`, which is in lower case, folding ASCII letters only.
  static boolean equalsFolded(byte[] bytes, int from, int to, String lower) {
    if (to - from != lower.length()) {
      return false;
    }
    for (int i = 0; i < lower.length(); i++) {
      int b = bytes[from + i];
      int folded = b >= 'A' && b <= 'Z' ? b | 0x20 : b;
      if (folded != lower.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static byte[] classes() {
    byte[] classes = new byte[256];
    for (int c = 0; c < 256; c++) {
      boolean alphanumeric = c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      boolean visible = c > 0x20 && c < 0x7f;
      int set = alphanumeric || "!#$%&'*+-.^_`|~".indexOf(c) >= 0 ? TOKEN : 0;
      set |= visible || c == ' ' || c == '\t' || c >= 0x80 ? FIELD : 0;
      set |= visible && c != '#' ? TARGET : 0;
      set |= alphanumeric || ".-_:[]".indexOf(c) >= 0 ? HOST : 0;
      set |= c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' ? HEX : 0;
      classes[c] = (byte) set;
    }
    return classes;
  }
}
