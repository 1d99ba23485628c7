package io.keytrail.policy.check;

/// What a principal's name may look like.
final class PrincipalSyntax {
  private static final int ACCOUNT_DIGITS = 12;
  private static final int MAX_CHARS = 2_048;
  private static final int MIN_UNIQUE_ID = 16;

  private PrincipalSyntax() {}

  /// `*`, an account, an ARN of iam or sts without wildcards, or a unique id (what AWS stores in
  /// place of a principal that was deleted).
  static boolean aws(String text) {
    if (text.equals("*") || account(text)) {
      return true;
    }
    if (text.length() > MAX_CHARS || text.indexOf('*') >= 0 || text.indexOf('?') >= 0) {
      return false;
    }
    return text.startsWith("arn:") ? arn(text) : uniqueId(text);
  }

  static boolean service(String text) {
    boolean host =
        text.indexOf('.') > 0
            && text.length() <= MAX_CHARS
            && text.chars().allMatch(c -> Ascii.lower(c) || Ascii.digit(c) || c == '.' || c == '-');
    return host || text.equals("*");
  }

  private static boolean arn(String text) {
    String[] parts = text.split(":", 6);
    if (parts.length < 6 || !parts[1].startsWith("aws") || !parts[3].isEmpty()) {
      return false;
    }
    if (!account(parts[4])) {
      return false;
    }
    String resource = parts[5];
    return switch (parts[2]) {
      case "iam" -> resource.equals("root") || named(resource, "user/") || named(resource, "role/");
      case "sts" -> session(resource) || named(resource, "federated-user/");
      default -> false;
    };
  }

  private static boolean session(String resource) {
    return named(resource, "assumed-role/")
        && resource.indexOf('/', "assumed-role/".length()) > 0
        && !resource.endsWith("/");
  }

  private static boolean named(String resource, String type) {
    return resource.startsWith(type)
        && resource.length() > type.length()
        && !resource.endsWith("/");
  }

  static boolean account(String text) {
    return text.length() == ACCOUNT_DIGITS && text.chars().allMatch(Ascii::digit);
  }

  private static boolean uniqueId(String text) {
    return text.length() >= MIN_UNIQUE_ID
        && text.charAt(0) == 'A'
        && text.chars().allMatch(c -> Ascii.upper(c) || Ascii.digit(c));
  }
}
