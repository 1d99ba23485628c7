package io.keytrail.policy.eval;

import io.keytrail.policy.compile.Glob;

/// Two pointers over code points: falls back no further than the last `*`, so at most pattern ×
/// text steps, each taken from the budget. Recursion-free; allocates nothing.
final class GlobMatcher {
  private GlobMatcher() {}

  static boolean matches(Glob glob, String text, Budget budget) {
    return matches(glob, 0, glob.length(), text, 0, text.length(), budget);
  }

  /// Whether `glob[from, to)` covers `text[start, end)`.
  static boolean matches(
      Glob glob, int from, int to, String text, int start, int end, Budget budget) {
    int p = from;
    int t = start;
    int run = -1;
    int retry = start;
    while (t < end) {
      if (!budget.step()) {
        return false;
      }
      int code = text.codePointAt(t);
      int wanted = p < to ? glob.code(p) : Integer.MIN_VALUE;
      if (wanted == Glob.RUN) {
        run = p++;
        retry = t;
      } else if (wanted == Glob.ONE || wanted == code) {
        p++;
        t += Character.charCount(code);
      } else if (run >= 0) {
        p = run + 1;
        retry += Character.charCount(text.codePointAt(retry));
        t = retry;
      } else {
        return false;
      }
    }
    while (p < to && glob.code(p) == Glob.RUN) {
      p++;
    }
    return p == to;
  }

  /// Whether two texts are equal by simple lower case of their code points (`ß` is not `ss`).
  static boolean equalIgnoringCase(Glob glob, String text, Budget budget) {
    int t = 0;
    for (int p = 0; p < glob.length(); p++) {
      if (t >= text.length() || !budget.step()) {
        return false;
      }
      int code = text.codePointAt(t);
      if (Character.toLowerCase(code) != Character.toLowerCase(glob.code(p))) {
        return false;
      }
      t += Character.charCount(code);
    }
    return t == text.length();
  }
}
