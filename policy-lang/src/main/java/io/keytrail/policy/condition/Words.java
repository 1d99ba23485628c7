package io.keytrail.policy.condition;

import java.util.Set;

/// What the language's bare words are made of. The grammar says the same; [WordsTest] compares
/// them.
final class Words {

  static final Set<String> RESERVED =
      Set.of("and", "or", "not", "any", "every", "in", "like", "is");

  private static final String PUNCTUATION = "_.:/@+*%-[]";

  private Words() {}

  /// Whether `text` is one WORD token: word characters only, and not reserved.
  static boolean isWord(String text) {
    return !text.isEmpty() && isAllWordCharacters(text, text.length()) && !RESERVED.contains(text);
  }

  /// Whether the first `end` characters are word characters.
  static boolean isAllWordCharacters(String text, int end) {
    for (int i = 0; i < end; i++) {
      if (!isWordCharacter(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  static boolean isWordCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || PUNCTUATION.indexOf(c) >= 0;
  }

  /// `AND` and its like: a reserved word in other letter case, which is an ordinary word here.
  static boolean isMiscasedReserved(String text) {
    return text.length() <= 5 && !RESERVED.contains(text) && RESERVED.contains(asciiLower(text));
  }

  /// Folds A–Z only: no other letter may become an ASCII one.
  static String asciiLower(String text) {
    char[] out = text.toCharArray();
    for (int i = 0; i < out.length; i++) {
      if (out[i] >= 'A' && out[i] <= 'Z') {
        out[i] = (char) (out[i] + ('a' - 'A'));
      }
    }
    return new String(out);
  }
}
