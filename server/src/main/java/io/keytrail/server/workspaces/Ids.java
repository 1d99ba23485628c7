package io.keytrail.server.workspaces;

import java.security.SecureRandom;

/// Ids of what is made here.
final class Ids {
  private static final String LETTERS_AND_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";
  private static final String HEX = "0123456789abcdef";
  private static final int OWN_LENGTH = 9;
  private static final int EC2_LENGTH = 17;

  private final SecureRandom random;

  Ids(SecureRandom random) {
    this.random = random;
  }

  String workspace() {
    return "ws-" + text(LETTERS_AND_DIGITS, OWN_LENGTH);
  }

  String image() {
    return "wsi-" + text(LETTERS_AND_DIGITS, OWN_LENGTH);
  }

  String instance() {
    return "i-" + text(HEX, EC2_LENGTH);
  }

  String volume() {
    return "vol-" + text(HEX, EC2_LENGTH);
  }

  /// Such as `WSpdx+A2B3C4`.
  String registrationCode() {
    return "WSkt1+" + text("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", 6);
  }

  /// Such as `WSAMZN-4KQ2M7PA`.
  String computerName() {
    return "WSAMZN-" + text("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", 8);
  }

  private String text(String alphabet, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
