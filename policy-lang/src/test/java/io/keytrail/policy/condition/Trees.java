package io.keytrail.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/// Trees, blocks and bound conditions for tests: made from texts, and compared without spans.
final class Trees {

  private Trees() {}

  /// Parses `text`, which must be right, and holds the printer against it on the way.
  static Condition parse(String text) {
    Parsed parsed = ConditionParser.parse(text);
    assertThat(parsed.diagnostics()).as(text).isEmpty();
    Condition tree = parsed.condition().orElseThrow();
    String printed = ConditionPrinter.print(tree);
    Parsed again = ConditionParser.parse(printed);
    assertThat(again.diagnostics()).as(printed).isEmpty();
    assertThat(bare(again.condition().orElseThrow())).as(printed).isEqualTo(bare(tree));
    assertThat(ConditionPrinter.print(again.condition().orElseThrow())).isEqualTo(printed);
    return tree;
  }

  static BoundCondition bind(String text) {
    Bound bound = IamBinder.bind(parse(text));
    assertThat(bound.diagnostics()).as(text).isEmpty();
    BoundCondition condition = bound.condition().orElseThrow();
    Bound again = IamBinder.bind(IamNotation.of(condition));
    assertThat(again.condition().map(Trees::bare)).hasValue(bare(condition));
    return condition;
  }

  static Diagnostic onlyDiagnostic(List<Diagnostic> diagnostics) {
    assertThat(diagnostics).hasSize(1);
    return diagnostics.getFirst();
  }

  /// `line:column-line:column code: message (help)`.
  static String show(Diagnostic diagnostic) {
    Span span = diagnostic.span();
    String help = diagnostic.help().isEmpty() ? "" : " (" + diagnostic.help() + ")";
    return "%d:%d-%d:%d %s: %s%s"
        .formatted(
            span.start().line(),
            span.start().column(),
            span.end().line(),
            span.end().column(),
            diagnostic.code(),
            diagnostic.message(),
            help);
  }

  static Condition bare(Condition condition) {
    return switch (condition) {
      case Condition.And(var terms, var _) ->
          new Condition.And(terms.stream().map(Trees::bare).toList(), Span.NONE);
      case Condition.Or(var terms, var _) ->
          new Condition.Or(terms.stream().map(Trees::bare).toList(), Span.NONE);
      case Condition.Not(var term, var _) -> new Condition.Not(bare(term), Span.NONE);
      case Condition.Text(var text, var quoted, var _) ->
          new Condition.Text(text, quoted, Span.NONE);
      case Condition.Comparison c ->
          new Condition.Comparison(
              c.quantifier(),
              c.key(),
              Span.NONE,
              c.ifExists(),
              c.symbol(),
              c.family(),
              c.list(),
              c.operand().stream()
                  .map(l -> new Condition.Literal(l.kind(), l.text(), Span.NONE))
                  .toList(),
              Span.NONE);
    };
  }

  static BoundCondition bare(BoundCondition condition) {
    return switch (condition) {
      case BoundCondition.And(var terms, var _) ->
          new BoundCondition.And(terms.stream().map(Trees::bare).toList(), Span.NONE);
      case BoundCondition.Or(var terms, var _) ->
          new BoundCondition.Or(terms.stream().map(Trees::bare).toList(), Span.NONE);
      case BoundCondition.Not(var term, var _) -> new BoundCondition.Not(bare(term), Span.NONE);
      case BoundCondition.Test(var operator, var key, var list, var values, var _) ->
          new BoundCondition.Test(operator, key, list, bare(values), Span.NONE);
    };
  }

  static ConditionBlock bare(ConditionBlock block) {
    return new ConditionBlock(
        block.entries().stream()
            .map(
                e ->
                    new ConditionBlock.Entry(
                        e.operator(), Span.NONE, e.key(), e.list(), bare(e.values()), Span.NONE))
            .toList(),
        Span.NONE);
  }

  private static List<JsonLiteral> bare(List<JsonLiteral> values) {
    return values.stream().map(v -> new JsonLiteral(v.kind(), v.text(), Span.NONE)).toList();
  }
}
