package io.keytrail.policy.lint;

import io.keytrail.policy.ast.PrincipalClause;
import io.keytrail.policy.ast.PrincipalName;
import io.keytrail.policy.ast.ResourceClause;
import io.keytrail.policy.ast.Statement;
import io.keytrail.policy.ast.Written;
import io.keytrail.policy.catalog.Catalogue;
import io.keytrail.policy.condition.ConditionBlock;
import io.keytrail.policy.condition.JsonLiteral;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A statement as [Cover] compares it: folded and sorted out once, for it is compared with every
/// other one. Immutable.
///
/// @param principals empty where the kind of policy has none
/// @param actions folded, in the order in which they are written
/// @param tests those of the condition, by numbers that are the same for the same test
record Side(
    Statement statement,
    Optional<Set<Name>> principals,
    List<Action> actions,
    Optional<List<String>> resources,
    Set<Integer> tests) {
  private static final int ACCOUNT_DIGITS = 12;

  /// An action's pattern.
  ///
  /// @param text folded
  /// @param plain how many characters stand before its first wildcard
  record Action(String text, int plain) {
    static Action of(Written written) {
      String text = Catalogue.fold(written.text());
      int plain = 0;
      while (plain < text.length() && text.charAt(plain) != '*' && text.charAt(plain) != '?') {
        plain++;
      }
      return new Action(text, plain);
    }

    /// Whether it is plain up to a `*` that ends it.
    boolean isPrefix() {
      return plain == text.length() - 1 && text.charAt(plain) == '*';
    }
  }

  record Name(PrincipalName.Type type, String text) {
    static final Name EVERYONE = new Name(PrincipalName.Type.AWS, "*");
  }

  /// As the generated ones, which the JVM makes fast late: there may be thousands of tests.
  record Test(String operator, String key, Set<JsonLiteral.Kind> kinds, Set<String> texts) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Test test
          && operator.equals(test.operator)
          && key.equals(test.key)
          && kinds.equals(test.kinds)
          && texts.equals(test.texts);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * operator.hashCode() + key.hashCode()) + texts.hashCode();
    }
  }

  /// @param numbers of the tests of this document so far
  static Side of(Statement statement, Map<Test, Integer> numbers) {
    return new Side(
        statement,
        statement.principal().map(Side::names),
        actions(statement),
        statement.resource().map(Side::texts),
        tests(statement.condition(), numbers));
  }

  private static List<Action> actions(Statement statement) {
    List<Action> actions = new ArrayList<>(statement.action().patterns().size());
    for (Written pattern : statement.action().patterns()) {
      actions.add(Action.of(pattern));
    }
    return actions;
  }

  boolean negatedPrincipals() {
    return statement.principal().filter(PrincipalClause::negated).isPresent();
  }

  boolean negatedActions() {
    return statement.action().negated();
  }

  boolean negatedResources() {
    return statement.resource().filter(ResourceClause::negated).isPresent();
  }

  private static List<String> texts(ResourceClause clause) {
    return clause.patterns().stream().map(Written::text).toList();
  }

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

  private static Set<Integer> tests(ConditionBlock block, Map<Test, Integer> numbers) {
    if (block.entries().isEmpty()) {
      return Set.of();
    }
    Set<Integer> tests = new HashSet<>();
    for (ConditionBlock.Entry entry : block.entries()) {
      tests.add(numbers.computeIfAbsent(test(entry), _ -> numbers.size()));
    }
    return tests;
  }

  private static Test test(ConditionBlock.Entry entry) {
    Set<JsonLiteral.Kind> kinds = EnumSet.noneOf(JsonLiteral.Kind.class);
    Set<String> texts = HashSet.newHashSet(entry.values().size());
    for (JsonLiteral value : entry.values()) {
      kinds.add(value.kind());
      texts.add(value.text());
    }
    return new Test(Catalogue.fold(entry.operator()), Catalogue.fold(entry.key()), kinds, texts);
  }
}
