package io.keytrail.policy.condition;

import io.keytrail.policy.condition.ConditionBlock.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Translates between a policy document's `Condition` block and the language, exactly in both
/// directions.
///
/// `toBlock(toText(block))` is `block`: decoded strings, JSON kinds, scalar or list, and the order
/// of operators, keys and values. Only spans and the letter case of operators may differ. Pure; any
/// thread.
public final class ConditionTranslator {

  private ConditionTranslator() {}

  /// The canonical text: one comparison a line, joined by a line break and `and `; the empty block
  /// is the empty text. Refused are operators that do not exist (`UNKNOWN_OPERATOR`), the same
  /// operator and key twice (`DUPLICATE_COMPARISON`), and an operator in two spellings or two
  /// places (`DUPLICATE_OPERATOR`).
  public static Translated<String> toText(ConditionBlock block) {
    Findings findings = new Findings();
    Bound bound = BoundCondition.of(block);
    findings.addAll(bound.diagnostics());
    refuseDuplicates(block, findings);
    refuseSplitOperators(block, findings);
    if (!findings.isEmpty() || bound.condition().isEmpty()) {
      return Translated.refused(findings.list());
    }
    StringBuilder text = new StringBuilder();
    for (BoundCondition.Test test : tests(bound.condition().get())) {
      text.append(text.isEmpty() ? "" : "\nand ")
          .append(ConditionPrinter.print(IamNotation.of(test)));
    }
    return Translated.of(text.toString());
  }

  /// The block a text stands for, the keys of one operator together at its first place. Refused,
  /// besides what the parser and [IamBinder] refuse: `OR_WITHOUT_JSON`, `NOT_WITHOUT_JSON`,
  /// `GROUP_WITHOUT_JSON`, `DUPLICATE_COMPARISON`.
  public static Translated<ConditionBlock> toBlock(String text) {
    GrammarRun run = GrammarRun.of(text);
    if (run.parsed().condition().isEmpty()) {
      return Translated.refused(run.parsed().diagnostics());
    }
    Condition condition = run.parsed().condition().get();
    Findings findings = new Findings();
    refuseWithoutJson(condition, findings);
    if (findings.isEmpty()) {
      run.group().ifPresent(span -> refuseGroup(span, findings));
    }
    Bound bound = IamBinder.bind(condition);
    findings.addAll(bound.diagnostics());
    if (!findings.isEmpty() || bound.condition().isEmpty()) {
      return Translated.refused(findings.list());
    }
    ConditionBlock block = block(tests(bound.condition().get()), condition.span());
    refuseDuplicates(block, findings);
    return findings.isEmpty() ? Translated.of(block) : Translated.refused(findings.list());
  }

  private static List<BoundCondition.Test> tests(BoundCondition condition) {
    List<BoundCondition.Test> tests = new ArrayList<>();
    collect(condition, tests);
    return tests;
  }

  private static void collect(BoundCondition condition, List<BoundCondition.Test> tests) {
    switch (condition) {
      case BoundCondition.And(var terms, var _) -> {
        for (BoundCondition term : terms) {
          collect(term, tests);
        }
      }
      case BoundCondition.Test test -> tests.add(test);
      case BoundCondition.Or _, BoundCondition.Not _ ->
          throw new IllegalStateException("refused before");
    }
  }

  private static ConditionBlock block(List<BoundCondition.Test> tests, Span span) {
    Map<IamOperator, List<Entry>> byOperator = new LinkedHashMap<>();
    for (BoundCondition.Test test : tests) {
      byOperator
          .computeIfAbsent(test.operator(), _ -> new ArrayList<>())
          .add(
              new Entry(
                  test.operator().wireName(),
                  test.span(),
                  test.key(),
                  test.list(),
                  test.values(),
                  test.span()));
    }
    return new ConditionBlock(byOperator.values().stream().flatMap(List::stream).toList(), span);
  }

  private static void refuseWithoutJson(Condition condition, Findings findings) {
    switch (condition) {
      case Condition.And(var terms, var _) -> {
        for (Condition term : terms) {
          refuseWithoutJson(term, findings);
        }
      }
      case Condition.Or or ->
          findings.error(
              "OR_WITHOUT_JSON",
              or.span(),
              "a JSON condition cannot say `or`",
              "write several values of one key as a list, or make two statements");
      case Condition.Not not ->
          findings.error(
              "NOT_WITHOUT_JSON",
              not.span(),
              "a JSON condition cannot say `not`",
              "use `!=`, `not in` or `not like`");
      case Condition.Comparison _, Condition.Text _ -> {}
    }
  }

  private static void refuseGroup(Span span, Findings findings) {
    findings.error(
        "GROUP_WITHOUT_JSON",
        span,
        "a JSON condition has no parentheses around conditions",
        "join all comparisons with `and`");
  }

  private static void refuseDuplicates(ConditionBlock block, Findings findings) {
    Map<String, Set<String>> seen = new HashMap<>();
    String operator = "";
    Set<String> keys = new HashSet<>();
    for (Entry entry : block.entries()) {
      if (findings.full()) {
        return;
      }
      // Entries of one operator mostly stand together.
      if (!entry.operator().equals(operator)) {
        operator = entry.operator();
        keys = seen.computeIfAbsent(Words.asciiLower(operator), _ -> new HashSet<>());
      }
      if (!keys.add(entry.key())) {
        findings.error(
            "DUPLICATE_COMPARISON",
            entry.span(),
            "`"
                + Shown.text(entry.operator())
                + "` compares `"
                + Shown.text(entry.key())
                + "` twice",
            "a JSON condition can hold each key once for each operator");
      }
    }
  }

  /// `StringEquals` and `stringequals` are two members of a JSON object but one operator; joined,
  /// they would not come back as two.
  private static void refuseSplitOperators(ConditionBlock block, Findings findings) {
    Map<String, String> spelled = new HashMap<>();
    String last = "";
    for (Entry entry : block.entries()) {
      String operator = entry.operator();
      String first = spelled.putIfAbsent(Words.asciiLower(operator), operator);
      if (first != null && !operator.equals(last)) {
        findings.error(
            "DUPLICATE_OPERATOR",
            entry.operatorSpan(),
            "`" + Shown.text(operator) + "` stands twice in the condition",
            "put the keys of both together");
      }
      last = operator;
    }
  }
}
