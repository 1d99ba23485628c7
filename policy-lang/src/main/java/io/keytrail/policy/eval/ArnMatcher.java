package io.keytrail.policy.eval;

import io.keytrail.policy.compile.ArnPattern;
import io.keytrail.policy.compile.Glob;
import io.keytrail.policy.compile.TextPattern;

/// Compares ARNs part by part: a wildcard stays within its part, except in the last one, which is
/// the rest.
final class ArnMatcher {
  private static final int COLONS = 5;

  private final TextMatcher texts;
  private final Scratch scratch;

  ArnMatcher(TextMatcher texts, Scratch scratch) {
    this.texts = texts;
    this.scratch = scratch;
  }

  /// Whether the resource of a statement covers an ARN. Its variables stand behind the fifth colon:
  /// where the parts before it differ, it does not matter what they are.
  Truth covers(ArnPattern pattern, String arn) {
    boolean template = pattern.text().shape() == TextPattern.Shape.TEMPLATE;
    return template && !sameHead(pattern.text(), arn) ? Truth.FALSE : matches(pattern, arn);
  }

  private boolean sameHead(TextPattern pattern, String arn) {
    return !(pattern.parts().getFirst() instanceof TextPattern.Part.Fixed(Glob head))
        || heads(head, arn);
  }

  /// Whether the parts before the fifth colon match.
  private boolean heads(Glob glob, String arn) {
    int p = 0;
    int a = 0;
    for (int i = 0; i < COLONS; i++) {
      int partEnd = glob.indexOf(':', p);
      int arnEnd = arn.indexOf(':', a);
      if (arnEnd < 0 || !GlobMatcher.matches(glob, p, partEnd, arn, a, arnEnd, scratch.budget)) {
        return false;
      }
      p = partEnd + 1;
      a = arnEnd + 1;
    }
    return true;
  }

  Truth matches(ArnPattern pattern, String arn) {
    if (pattern.never()) {
      return Truth.FALSE;
    }
    return switch (pattern.text().shape()) {
      case ANY -> Truth.TRUE;
      case EXACT -> Truth.of(pattern.text().literal().equals(arn));
      case PREFIX, GLOB -> Truth.of(parts(pattern.text().glob(), arn));
      case TEMPLATE -> expanded(pattern.text(), arn);
    };
  }

  private Truth expanded(TextPattern pattern, String arn) {
    Truth usable = texts.expand(pattern);
    return usable == Truth.TRUE ? Truth.of(parts(texts.expanded(), arn)) : usable;
  }

  static boolean isArn(String text) {
    if (!text.startsWith("arn:")) {
      return false;
    }
    int at = 0;
    for (int i = 0; i < COLONS; i++) {
      at = text.indexOf(':', at) + 1;
      if (at == 0) {
        return false;
      }
    }
    return true;
  }

  private boolean parts(Glob glob, String arn) {
    int p = 0;
    int a = 0;
    for (int i = 0; i < COLONS; i++) {
      int partEnd = glob.indexOf(':', p);
      int arnEnd = arn.indexOf(':', a);
      if (arnEnd < 0) {
        return false;
      }
      boolean last = partEnd == glob.length();
      if (last && !endsInRun(glob)) {
        return false;
      }
      if (!GlobMatcher.matches(glob, p, partEnd, arn, a, arnEnd, scratch.budget)) {
        return false;
      }
      if (last) {
        scratch.met(Ambiguity.INCOMPLETE_ARN);
        return true;
      }
      p = partEnd + 1;
      a = arnEnd + 1;
    }
    return GlobMatcher.matches(glob, p, glob.length(), arn, a, arn.length(), scratch.budget);
  }

  private static boolean endsInRun(Glob glob) {
    return glob.length() > 0 && glob.code(glob.length() - 1) == Glob.RUN;
  }
}
