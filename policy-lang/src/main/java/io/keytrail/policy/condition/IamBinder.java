package io.keytrail.policy.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Gives every comparison of a condition its IAM operator, by what is written alone: no catalogue
/// of keys is asked.
///
/// Pure; any thread. Recursion is as deep as the tree, which the parser bounds.
public final class IamBinder {

  private final Findings findings = new Findings();

  private IamBinder() {}

  /// The same tree over IAM operators, or what is wrong with it. Codes: `BARE_TEXT`,
  /// `UNKNOWN_FAMILY`, `NO_SUCH_COMPARISON`, `NEEDS_LIST`, `UNQUOTED_VALUE`, `MIXED_VALUES`,
  /// `BOOLEAN_VALUE`, `UPPERCASE_KEYWORD`.
  public static Bound bind(Condition condition) {
    IamBinder binder = new IamBinder();
    Optional<BoundCondition> bound = binder.term(condition);
    List<Diagnostic> diagnostics = binder.findings.list();
    return new Bound(diagnostics.isEmpty() ? bound : Optional.empty(), diagnostics);
  }

  private Optional<BoundCondition> term(Condition condition) {
    return switch (condition) {
      case Condition.And(var terms, var span) ->
          Optional.of(new BoundCondition.And(terms(terms), span));
      case Condition.Or(var terms, var span) ->
          Optional.of(new BoundCondition.Or(terms(terms), span));
      case Condition.Not(var term, var span) ->
          term(term).map(bound -> new BoundCondition.Not(bound, span));
      case Condition.Comparison comparison ->
          ComparisonBinder.bind(comparison, findings).map(test -> test);
      case Condition.Text text -> bareText(text);
    };
  }

  private List<BoundCondition> terms(List<Condition> terms) {
    List<BoundCondition> bound = new ArrayList<>(terms.size());
    for (Condition term : terms) {
      if (findings.full()) {
        break;
      }
      term(term).ifPresent(bound::add);
    }
    return bound;
  }

  private Optional<BoundCondition> bareText(Condition.Text text) {
    if (!text.quoted() && Words.isMiscasedReserved(text.text())) {
      findings.error(
          "UPPERCASE_KEYWORD",
          text.span(),
          "`" + text.text() + "` is not a keyword",
          "write `" + Words.asciiLower(text.text()) + "`");
    } else {
      findings.error(
          "BARE_TEXT",
          text.span(),
          "`" + Shown.text(text.text()) + "` is not compared with anything",
          "write a comparison, such as `aws:PrincipalType = \"User\"`");
    }
    return Optional.empty();
  }
}
