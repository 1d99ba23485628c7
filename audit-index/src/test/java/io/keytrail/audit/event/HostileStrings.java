package io.keytrail.audit.event;

import java.util.Random;

/// Strings that break things: NULs, lone surrogates, controls, separators of our own formats, very
/// long ones.
public final class HostileStrings {
  private static final String[] FIXED = {
    "",
    "\0",
    "\uD800",
    "\uDC00x",
    "\u2028",
    "a=b",
    "3:abc",
    "${*}",
    "*",
    "\\",
    "\"",
    "İ",
    "K",
    "[S-1-5-21-1-2-3-4]@[d-1234abcd01]",
    "\uFFFF",
    "\uFEFF",
    "😀",
    "null",
    "alias/x",
    "arn:aws:kms:"
  };

  private HostileStrings() {}

  public static String next(Random random) {
    int kind = random.nextInt(10);
    if (kind < 4) {
      return FIXED[random.nextInt(FIXED.length)];
    }
    if (kind == 4 && random.nextInt(20) == 0) {
      return "é".repeat(3_000 + random.nextInt(3_000)) + random.nextInt(3);
    }
    char[] chars = new char[random.nextInt(12)];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) (kind < 8 ? random.nextInt(128) : random.nextInt(0x10000));
    }
    return new String(chars);
  }
}
