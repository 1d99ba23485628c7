package io.keytrail.policy.condition;

/// What a bare word looks like. The classes are disjoint by pattern; no class depends on the key.
enum LiteralClass {
  NUMBER,
  DATE,
  IP,
  BOOLEAN,
  PLAIN;

  static LiteralClass of(String word) {
    if (isBoolean(word)) {
      return BOOLEAN;
    }
    if (isNumber(word)) {
      return NUMBER;
    }
    if (DateText.isDate(word)) {
      return DATE;
    }
    return IpText.isIp(word) ? IP : PLAIN;
  }

  static boolean isBoolean(String word) {
    return word.equals("true") || word.equals("false");
  }

  /// A number as JSON writes it.
  static boolean isNumber(String word) {
    int i = word.startsWith("-") ? 1 : 0;
    int whole = digits(word, i);
    if (whole == i || (word.charAt(i) == '0' && whole > i + 1)) {
      return false;
    }
    i = whole;
    if (i < word.length() && word.charAt(i) == '.') {
      int fraction = digits(word, i + 1);
      if (fraction == i + 1) {
        return false;
      }
      i = fraction;
    }
    return i == word.length() || isExponent(word, i);
  }

  private static boolean isExponent(String word, int at) {
    if (word.charAt(at) != 'e' && word.charAt(at) != 'E') {
      return false;
    }
    int i = at + 1;
    if (i < word.length() && (word.charAt(i) == '+' || word.charAt(i) == '-')) {
      i++;
    }
    return i < word.length() && digits(word, i) == word.length();
  }

  /// Where the run of decimal digits that starts at `from` ends.
  private static int digits(String word, int from) {
    int i = from;
    while (i < word.length() && word.charAt(i) >= '0' && word.charAt(i) <= '9') {
      i++;
    }
    return i;
  }
}
