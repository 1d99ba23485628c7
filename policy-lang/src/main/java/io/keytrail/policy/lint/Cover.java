package io.keytrail.policy.lint;

import io.keytrail.policy.ast.PrincipalName;
import io.keytrail.policy.lint.Side.Action;
import io.keytrail.policy.lint.Side.Name;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether one statement matches every request that another matches. Says yes only where that is
/// certain, and no where the effort is spent.
final class Cover {
  private final Effort effort;

  Cover(Effort effort) {
    this.effort = effort;
  }

  /// Who and what, conditions aside.
  boolean reach(Side wide, Side narrow) {
    return principals(wide, narrow) && actions(wide, narrow) && resources(wide, narrow);
  }

  /// As [#reach], but for one action of the narrow statement.
  boolean reachOf(Side wide, Side narrow, Action action) {
    return principals(wide, narrow)
        && !narrow.negatedActions()
        && !wide.negatedActions()
        && covered(wide.actions(), action)
        && resources(wide, narrow);
  }

  /// Every test of the wide statement's condition is a test of the narrow one's as well.
  boolean conditions(Side wide, Side narrow) {
    return wide.tests().isEmpty()
        || effort.spend(8 * wide.tests().size()) && narrow.tests().containsAll(wide.tests());
  }

  private boolean principals(Side wide, Side narrow) {
    Optional<Set<Name>> wideNames = wide.principals();
    Optional<Set<Name>> narrowNames = narrow.principals();
    if (wideNames.isEmpty() || narrowNames.isEmpty()) {
      return wideNames.isEmpty() && narrowNames.isEmpty();
    }
    if (wide.negatedPrincipals() || narrow.negatedPrincipals()) {
      return wide.negatedPrincipals() == narrow.negatedPrincipals()
          && effort.spend(8 * wideNames.get().size())
          && wideNames.equals(narrowNames);
    }
    boolean everyone = wideNames.get().contains(Name.EVERYONE);
    for (Name name : narrowNames.get()) {
      boolean named = everyone && name.type() == PrincipalName.Type.AWS;
      if (!effort.spend(8) || !(named || wideNames.get().contains(name))) {
        return false;
      }
    }
    return true;
  }

  private boolean actions(Side wide, Side narrow) {
    if (wide.negatedActions() || narrow.negatedActions()) {
      return wide.negatedActions() == narrow.negatedActions()
          && same(texts(wide.actions()), texts(narrow.actions()));
    }
    for (Action action : narrow.actions()) {
      if (!covered(wide.actions(), action)) {
        return false;
      }
    }
    return true;
  }

  private static List<String> texts(List<Action> actions) {
    return actions.stream().map(Action::text).toList();
  }

  private boolean same(List<String> some, List<String> others) {
    return effort.spend(8 * (some.size() + others.size()))
        && new HashSet<>(some).equals(new HashSet<>(others));
  }

  private boolean covered(List<Action> wide, Action action) {
    for (Action pattern : wide) {
      if (effort.spend(1) && coversAction(pattern, action)) {
        return true;
      }
    }
    return false;
  }

  /// Most patterns differ before their first wildcard: comparing that far is one step.
  private boolean coversAction(Action wide, Action narrow) {
    if (wide.plain() == 0) {
      return wide.text().equals("*") || wide.text().equals("*:*");
    }
    if (!narrow.text().regionMatches(0, wide.text(), 0, wide.plain())) {
      return false;
    }
    return wide.isPrefix()
        || wide.text().equals(narrow.text())
        || GlobCover.covers(wide.text(), narrow.text(), effort);
  }

  private boolean resources(Side wide, Side narrow) {
    if (wide.resources().isEmpty() || narrow.resources().isEmpty()) {
      return wide.resources().isEmpty() && narrow.resources().isEmpty();
    }
    List<String> wideTexts = wide.resources().get();
    List<String> narrowTexts = narrow.resources().get();
    if (wide.negatedResources() || narrow.negatedResources()) {
      return wide.negatedResources() == narrow.negatedResources() && same(wideTexts, narrowTexts);
    }
    for (String text : narrowTexts) {
      if (!coveredResource(wideTexts, text)) {
        return false;
      }
    }
    return true;
  }

  private boolean coveredResource(List<String> wide, String text) {
    for (String pattern : wide) {
      // What a pattern is costs more than comparing it.
      if (effort.spend(16) && GlobCover.coversResource(pattern, text)) {
        return true;
      }
    }
    return false;
  }
}
