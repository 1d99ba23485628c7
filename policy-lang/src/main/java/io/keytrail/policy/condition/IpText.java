package io.keytrail.policy.condition;

/// The spelling of IP addresses and CIDR blocks, IPv4 and IPv6. No leading zeros in decimal parts,
/// no zones.
final class IpText {

  private IpText() {}

  static boolean isIp(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    if (address.indexOf(':') >= 0) {
      return isV6(address) && (slash < 0 || isDecimal(text, slash + 1, text.length(), 128));
    }
    return isV4(address, 0) && (slash < 0 || isDecimal(text, slash + 1, text.length(), 32));
  }

  private static boolean isV4(String text, int from) {
    int i = from;
    for (int part = 0; part < 4; part++) {
      int dot = text.indexOf('.', i);
      int end = part == 3 ? text.length() : dot;
      if (end < 0 || !isDecimal(text, i, end, 255)) {
        return false;
      }
      i = end + 1;
    }
    return true;
  }

  private static boolean isDecimal(String text, int from, int end, int highest) {
    int length = end - from;
    if (length < 1 || length > 3 || (length > 1 && text.charAt(from) == '0')) {
      return false;
    }
    int value = 0;
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
      value = value * 10 + (c - '0');
    }
    return value <= highest;
  }

  private static boolean isV6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text, 0, text.length()) == 8;
    }
    int before = groups(text, 0, gap);
    int after = groups(text, gap + 2, text.length());
    return before >= 0 && after >= 0 && before + after <= 7;
  }

  /// How many 16-bit groups stand in `[from, end)`; -1 if something else does. An IPv4 address may
  /// only end the whole text, and counts for two.
  private static int groups(String text, int from, int end) {
    int count = 0;
    int i = from;
    while (i < end) {
      int colon = text.indexOf(':', i);
      int stop = colon < 0 || colon > end ? end : colon;
      if (stop == text.length() && text.indexOf('.', i) >= 0) {
        return isV4(text, i) ? count + 2 : -1;
      }
      if (!isHexGroup(text, i, stop) || stop == end - 1) {
        return -1;
      }
      count++;
      i = stop + 1;
    }
    return count;
  }

  private static boolean isHexGroup(String text, int from, int end) {
    if (end - from < 1 || end - from > 4) {
      return false;
    }
    for (int i = from; i < end; i++) {
      if (Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
        return false;
      }
    }
    return true;
  }
}
