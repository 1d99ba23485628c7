package io.keytrail.policy.lint;

import io.keytrail.policy.ast.ActionClause;
import io.keytrail.policy.ast.PrincipalClause;
import io.keytrail.policy.ast.PrincipalName;
import io.keytrail.policy.ast.ResourceClause;
import io.keytrail.policy.ast.Statement;
import io.keytrail.policy.ast.Written;
import io.keytrail.policy.catalog.Catalogue;
import io.keytrail.policy.condition.ConditionBlock;
import io.keytrail.policy.condition.JsonLiteral;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether one statement matches every request that another matches. Says yes only where that is
/// certain.
final class Cover {
  private static final int ACCOUNT_DIGITS = 12;

  private Cover() {}

  /// Who and what, conditions aside.
  static boolean reach(Statement wide, Statement narrow) {
    return principals(wide.principal(), narrow.principal())
        && actions(wide.action(), narrow.action())
        && resources(wide.resource(), narrow.resource());
  }

  /// As [#reach], but for one action of the narrow statement.
  static boolean reachOf(Statement wide, Statement narrow, Written action) {
    return principals(wide.principal(), narrow.principal())
        && !narrow.action().negated()
        && !wide.action().negated()
        && covered(wide.action().patterns(), action.text())
        && resources(wide.resource(), narrow.resource());
  }

  /// Every test of the wide statement's condition is a test of the narrow one's as well.
  static boolean conditions(Statement wide, Statement narrow) {
    Set<Test> tests = tests(narrow.condition());
    return tests.containsAll(tests(wide.condition()));
  }

  private record Test(
      String operator, String key, Set<JsonLiteral.Kind> kinds, Set<String> texts) {}

  private static Set<Test> tests(ConditionBlock block) {
    Set<Test> tests = new HashSet<>();
    for (ConditionBlock.Entry entry : block.entries()) {
      Set<JsonLiteral.Kind> kinds = new HashSet<>();
      Set<String> texts = new HashSet<>();
      for (JsonLiteral value : entry.values()) {
        kinds.add(value.kind());
        texts.add(value.text());
      }
      tests.add(
          new Test(Catalogue.fold(entry.operator()), Catalogue.fold(entry.key()), kinds, texts));
    }
    return tests;
  }

  private static boolean principals(
      Optional<PrincipalClause> wide, Optional<PrincipalClause> narrow) {
    if (wide.isEmpty() || narrow.isEmpty()) {
      return wide.isEmpty() && narrow.isEmpty();
    }
    if (wide.get().negated() || narrow.get().negated()) {
      return wide.get().negated() == narrow.get().negated()
          && names(wide.get()).equals(names(narrow.get()));
    }
    Set<Name> wideNames = names(wide.get());
    boolean everyone = wideNames.contains(new Name(PrincipalName.Type.AWS, "*"));
    return names(narrow.get()).stream()
        .allMatch(
            name -> wideNames.contains(name) || everyone && name.type() == PrincipalName.Type.AWS);
  }

  private record Name(PrincipalName.Type type, String text) {}

  /// An account is named by its id or by its root's ARN, which is the same.
  private static Set<Name> names(PrincipalClause clause) {
    Set<Name> names = new HashSet<>();
    for (PrincipalName name : clause.names()) {
      boolean account =
          name.type() == PrincipalName.Type.AWS
              && name.text().length() == ACCOUNT_DIGITS
              && name.text().chars().allMatch(c -> c >= '0' && c <= '9');
      names.add(
          new Name(name.type(), account ? "arn:aws:iam::" + name.text() + ":root" : name.text()));
    }
    return names;
  }

  private static boolean actions(ActionClause wide, ActionClause narrow) {
    if (wide.negated() || narrow.negated()) {
      return wide.negated() == narrow.negated() && folded(wide).equals(folded(narrow));
    }
    return narrow.patterns().stream().allMatch(pattern -> covered(wide.patterns(), pattern.text()));
  }

  private static Set<String> folded(ActionClause clause) {
    Set<String> folded = new HashSet<>();
    clause.patterns().forEach(pattern -> folded.add(Catalogue.fold(pattern.text())));
    return folded;
  }

  private static boolean covered(List<Written> wide, String narrow) {
    String action = Catalogue.fold(narrow);
    return wide.stream()
        .map(pattern -> Catalogue.fold(pattern.text()))
        .anyMatch(pattern -> coversAction(pattern, action));
  }

  private static boolean coversAction(String wide, String narrow) {
    if (wide.equals("*") || wide.equals("*:*")) {
      return true;
    }
    int colon = wide.indexOf(':');
    return colon > 0
        && narrow.length() > colon
        && narrow.startsWith(wide.substring(0, colon + 1))
        && GlobCover.covers(wide, narrow);
  }

  private static boolean resources(Optional<ResourceClause> wide, Optional<ResourceClause> narrow) {
    if (wide.isEmpty() || narrow.isEmpty()) {
      return wide.isEmpty() && narrow.isEmpty();
    }
    if (wide.get().negated() || narrow.get().negated()) {
      return wide.get().negated() == narrow.get().negated()
          && texts(wide.get()).equals(texts(narrow.get()));
    }
    return narrow.get().patterns().stream()
        .allMatch(
            pattern ->
                wide.get().patterns().stream()
                    .anyMatch(one -> GlobCover.coversResource(one.text(), pattern.text())));
  }

  private static Set<String> texts(ResourceClause clause) {
    Set<String> texts = new HashSet<>();
    clause.patterns().forEach(pattern -> texts.add(pattern.text()));
    return texts;
  }
}
