package io.keytrail.server.http.sigv4;

import java.util.List;

/// The list of signed headers.
final class HeaderNames {
  private static final int MAX_NAMES = 100;

  private HeaderNames() {}

  /// `host;x-amz-date`: lower-case names, ascending, none twice.
  static List<String> parse(String text) {
    List<String> names = List.of(text.split(";", -1));
    String last = "";
    for (String name : names) {
      if (name.isEmpty() || !isLowerCaseToken(name) || name.compareTo(last) <= 0) {
        throw ClaimReader.incomplete(
            "SignedHeaders must be lower-case header names in ascending order, each once");
      }
      last = name;
    }
    if (names.size() > MAX_NAMES) {
      throw ClaimReader.incomplete("SignedHeaders names too many headers");
    }
    return names;
  }

  private static boolean isLowerCaseToken(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean good =
          c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
      if (!good) {
        return false;
      }
    }
    return true;
  }

  /// Whether a header's name begins with `x-amz-`, folding ASCII letters only.
  static boolean isAmz(String name) {
    return name.length() > 6
        && (name.charAt(0) | 0x20) == 'x'
        && name.charAt(1) == '-'
        && (name.charAt(2) | 0x20) == 'a'
        && (name.charAt(3) | 0x20) == 'm'
        && (name.charAt(4) | 0x20) == 'z'
        && name.charAt(5) == '-';
  }

  /// Whether `signed` (lower case) holds the name, folding ASCII letters only.
  static boolean contains(List<String> signed, String name) {
    for (String candidate : signed) {
      if (candidate.length() == name.length() && equalsFolded(candidate, name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean equalsFolded(String lower, String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != lower.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
