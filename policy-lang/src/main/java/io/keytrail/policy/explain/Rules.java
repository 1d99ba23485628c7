package io.keytrail.policy.explain;

/// The rules that decide by themselves, in words.
final class Rules {
  private Rules() {}

  static String text(String rule) {
    return switch (rule) {
      case "ROOT_USER" ->
          "an account's root user may do everything in it that nobody denies, keys excepted";
      case "GET_CALLER_IDENTITY" -> "everyone may ask who he is";
      case "AWS_MANAGED_ALIAS" -> "aliases that begin with `alias/aws/` belong to AWS";
      case "EVALUATION_LIMIT" -> "matching the patterns would take too many steps";
      default -> rule;
    };
  }
}
