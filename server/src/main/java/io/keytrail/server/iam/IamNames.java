package io.keytrail.server.iam;

/// Which texts can be the name of a user or role: 1 to 64 letters, digits and `_+=,.@-`, ASCII
/// only.
public final class IamNames {
  private static final int MAX_LENGTH = 64;

  private IamNames() {}

  public static boolean isUserName(String text) {
    return isName(text);
  }

  public static boolean isRoleName(String text) {
    return isName(text);
  }

  private static boolean isName(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_LENGTH
        && text.chars().allMatch(IamNames::isNameCharacter);
  }

  private static boolean isNameCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "_+=,.@-".indexOf(c) >= 0;
  }
}
