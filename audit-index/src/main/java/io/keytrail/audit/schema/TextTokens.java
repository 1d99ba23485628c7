package io.keytrail.audit.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// The tokenizer behind bare text (S9): a token is a run of Unicode letters and digits, folded in
/// ASCII, cut after [#MAX_LENGTH] code points. `vol-1234abcd` is `vol` and `1234abcd`.
public final class TextTokens {
  public static final int MAX_LENGTH = 64;

  private TextTokens() {}

  public static List<String> of(String text) {
    var tokens = new ArrayList<String>();
    addTo(tokens, text);
    return tokens;
  }

  /// Adds the tokens of `text`, in order.
  public static void addTo(Collection<String> tokens, String text) {
    int start = -1;
    int length = 0;
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      if (Character.isLetterOrDigit(c)) {
        start = length++ == 0 ? i : start;
      } else if (length > 0) {
        tokens.add(token(text, start, i, length));
        length = 0;
      }
      i += Character.charCount(c);
    }
    if (length > 0) {
      tokens.add(token(text, start, text.length(), length));
    }
  }

  private static String token(String text, int start, int end, int length) {
    int cut = length <= MAX_LENGTH ? end : text.offsetByCodePoints(start, MAX_LENGTH);
    return Ascii.lower(text.substring(start, cut));
  }
}
