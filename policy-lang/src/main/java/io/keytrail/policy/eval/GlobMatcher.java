package io.keytrail.policy.eval;

import io.keytrail.policy.compile.Glob;

/// Two pointers over code points: what stands before the first `*` and behind the last is compared
/// where it must be, and the pieces between are looked for one after the other, each no further
/// back than the one before it ended. At most pattern × text steps, taken from the budget.
/// Recursion-free; allocates nothing.
final class GlobMatcher {
  private static final int MISFIT = -1;
  private static final int RAN_OUT = -2;

  private GlobMatcher() {}

  static boolean matches(Glob glob, String text, Budget budget) {
    return matches(glob, 0, glob.length(), text, 0, text.length(), budget);
  }

  /// Whether `glob[from, to)` covers `text[start, end)`.
  static boolean matches(
      Glob glob, int from, int to, String text, int start, int end, Budget budget) {
    int head = glob.indexOf(Glob.RUN, from, to);
    int t = fit(glob, from, head, text, start, end, budget);
    if (t < 0 || head == to) {
      return t == end;
    }
    int tail = to;
    int e = end;
    while (glob.code(tail - 1) != Glob.RUN) {
      if (e <= t || !budget.step() || !fits(glob.code(tail - 1), text.codePointBefore(e))) {
        return false;
      }
      e -= Character.charCount(text.codePointBefore(e));
      tail--;
    }
    return between(glob, head, tail, text, t, e, budget);
  }

  /// Whether `glob[from, to)`, which begins and ends with a `*`, covers `text[start, end)`.
  private static boolean between(
      Glob glob, int from, int to, String text, int start, int end, Budget budget) {
    int p = from + 1;
    int t = start;
    while (p < to) {
      int stop = glob.indexOf(Glob.RUN, p, to);
      t = search(glob, p, stop, text, t, end, budget);
      if (t < 0) {
        return false;
      }
      p = stop + 1;
    }
    return true;
  }

  /// Where the first match of a piece without `*` in `text[start, end)` ends, or less than 0.
  private static int search(
      Glob glob, int from, int to, String text, int start, int end, Budget budget) {
    int t = start;
    int found = fit(glob, from, to, text, t, end, budget);
    while (found == MISFIT) {
      t += Character.charCount(text.codePointAt(t));
      found = fit(glob, from, to, text, t, end, budget);
    }
    return found;
  }

  /// Where a piece without `*` ends that begins at `start`; [#MISFIT] if it does not fit there,
  /// [#RAN_OUT] if the text or the budget is too short.
  private static int fit(
      Glob glob, int from, int to, String text, int start, int end, Budget budget) {
    int t = start;
    int p = from;
    while (p < to && t < end) {
      int code = text.codePointAt(t);
      if (!fits(glob.code(p), code)) {
        return budget.spend(1 + p - from) ? MISFIT : RAN_OUT;
      }
      t += Character.charCount(code);
      p++;
    }
    return budget.spend(1 + p - from) && p == to ? t : RAN_OUT;
  }

  private static boolean fits(int wanted, int code) {
    return wanted == code || wanted == Glob.ONE;
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
