package io.keytrail.policy.condition;

import java.util.SplittableRandom;

/// Random keys and values that are close to everything the language gives a meaning.
final class HostileStrings {

  private static final String[] KEYS = {
    "aws:SourceIp",
    "kms:EncryptionContext:",
    "KMS:encryptioncontext:a",
    "aws:RequestTag/",
    "and",
    "not",
    "in",
    "k",
    "is",
    "null",
    "kms:EncryptionContextKeys",
    "aws:PrincipalTag/team",
    "/",
    ":",
    "\"",
    "`",
    "#",
    "any",
    "?",
    "k?"
  };
  private static final String[] VALUES = {
    "10",
    "-1.5",
    "007",
    "1e3",
    "2027-01-01",
    "2027-13-01",
    "10.0.0.0/8",
    "2001:db8::/32",
    "true",
    "false",
    "True",
    "absent",
    "present",
    "null",
    "and",
    "or",
    "number",
    "${aws:username}",
    "${*}",
    "*",
    "vol-*",
    "",
    " ",
    "`10`",
    "# x",
    "\"",
    "\\",
    "\\\"",
    "\n",
    "\u0000",
    "(",
    ")",
    ",",
    "=",
    "in",
    "arn:aws:iam::123456789012:role/a",
    "QUJD",
    "::",
    "1.0.0.0",
    "2027-01-01T00:00:00Z",
    "1700000000"
  };
  private static final String[] NUMBERS = {
    "0", "-0", "10", "1.5", "1e400", "-1E-7", "12345678901234567890", "2027", "0.10"
  };
  private static final char[] CHARACTERS =
      "ab1:/.-_@%*[]+ \t\n\r\"\\`'#?()=<>!,\u0000\u001f\u007f\u0085\u00e9\u2028\ud800\udc00\ud83d\ude00\uffff$}{"
          .toCharArray();

  private HostileStrings() {}

  static <T> T pick(T[] values, SplittableRandom random) {
    return values[random.nextInt(values.length)];
  }

  static String key(SplittableRandom random) {
    String key = pick(KEYS, random);
    return switch (random.nextInt(4)) {
      case 0 -> key;
      case 1 -> key + noise(random);
      case 2 -> noise(random) + key;
      default -> noise(random);
    };
  }

  static JsonLiteral value(SplittableRandom random) {
    return switch (random.nextInt(8)) {
      case 0 -> literal(JsonLiteral.Kind.NUMBER, pick(NUMBERS, random));
      case 1 -> literal(JsonLiteral.Kind.BOOLEAN, random.nextBoolean() ? "true" : "false");
      case 2 -> literal(JsonLiteral.Kind.STRING, noise(random));
      default -> literal(JsonLiteral.Kind.STRING, pick(VALUES, random));
    };
  }

  static String noise(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(CHARACTERS[random.nextInt(CHARACTERS.length)]);
    }
    return text.toString();
  }

  private static JsonLiteral literal(JsonLiteral.Kind kind, String text) {
    return new JsonLiteral(kind, text, Span.NONE);
  }
}
