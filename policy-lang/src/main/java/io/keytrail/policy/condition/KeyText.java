package io.keytrail.policy.condition;

/// The one spelling of a key.
final class KeyText {

  private static final String CONTEXT = "kms:encryptioncontext:";

  private KeyText() {}

  /// After `kms:EncryptionContext:` (any ASCII case) the rest is quoted; any other key is bare if
  /// it is a word, else quoted behind its first `/`, else quoted as a whole.
  static String print(String key) {
    if (key.length() >= CONTEXT.length()
        && Words.asciiLower(key.substring(0, CONTEXT.length())).equals(CONTEXT)) {
      return split(key, CONTEXT.length());
    }
    if (Words.isWord(key)) {
      return key;
    }
    int slash = key.indexOf('/');
    return slash >= 0 && Words.isAllWordCharacters(key, slash)
        ? split(key, slash + 1)
        : JsonString.quote(key);
  }

  private static String split(String key, int at) {
    return key.substring(0, at) + JsonString.quote(key.substring(at));
  }
}
