package io.keytrail.server.simulate;

/// The parts of an ARN, found where they stand.
final class ArnText {
  private static final int PARTS = 6;
  private static final int ACCOUNT_DIGITS = 12;

  private ArnText() {}

  /// Whether it begins as an ARN and has all its six parts, empty or not.
  static boolean isArn(String text) {
    return text.startsWith("arn:") && start(text, PARTS - 1) >= 0;
  }

  /// One part of an ARN, from 0; the last is all the rest.
  static String part(String arn, int number) {
    int from = start(arn, number);
    return number == PARTS - 1 ? arn.substring(from) : arn.substring(from, arn.indexOf(':', from));
  }

  /// Where a part begins, or -1 if there are fewer.
  static int start(String arn, int number) {
    int at = 0;
    for (int i = 0; i < number; i++) {
      at = arn.indexOf(':', at) + 1;
      if (at == 0) {
        return -1;
      }
    }
    return at;
  }

  static boolean isAccount(String text) {
    if (text.length() != ACCOUNT_DIGITS) {
      return false;
    }
    for (int i = 0; i < ACCOUNT_DIGITS; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
