package io.keytrail.policy.condition;

import io.keytrail.policy.condition.Condition.Literal;
import io.keytrail.policy.condition.Condition.Symbol;
import io.keytrail.policy.condition.grammar.ConditionLexer;
import io.keytrail.policy.condition.grammar.ConditionParser.AtomContext;
import io.keytrail.policy.condition.grammar.ConditionParser.ComparisonContext;
import io.keytrail.policy.condition.grammar.ConditionParser.ConditionContext;
import io.keytrail.policy.condition.grammar.ConditionParser.ConjunctionContext;
import io.keytrail.policy.condition.grammar.ConditionParser.DisjunctionContext;
import io.keytrail.policy.condition.grammar.ConditionParser.KeyContext;
import io.keytrail.policy.condition.grammar.ConditionParser.LiteralContext;
import io.keytrail.policy.condition.grammar.ConditionParser.NegationContext;
import io.keytrail.policy.condition.grammar.ConditionParser.OperandContext;
import io.keytrail.policy.condition.grammar.ConditionParser.OperatorContext;
import io.keytrail.policy.condition.grammar.ConditionParser.TextContext;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/// From ANTLR's contexts to [Condition]. Confined to one thread.
final class TreeBuilder {

  private @Nullable Span group;

  /// The first grouping parentheses that were met.
  Optional<Span> firstGroup() {
    return Optional.ofNullable(group);
  }

  Condition condition(ConditionContext context) {
    DisjunctionContext disjunction = context.disjunction();
    return disjunction == null
        ? new Condition.And(List.of(), Spans.of(context.EOF().getSymbol()))
        : disjunction(disjunction);
  }

  private Condition disjunction(DisjunctionContext context) {
    List<Condition> terms = context.conjunction().stream().map(this::conjunction).toList();
    return terms.size() == 1 ? terms.getFirst() : new Condition.Or(terms, Spans.of(context));
  }

  private Condition conjunction(ConjunctionContext context) {
    List<Condition> terms = context.negation().stream().map(this::negation).toList();
    return terms.size() == 1 ? terms.getFirst() : new Condition.And(terms, Spans.of(context));
  }

  private Condition negation(NegationContext context) {
    Condition term = atom(context.atom());
    Position end = Spans.of(context).end();
    for (var not : context.NOT().reversed()) {
      term = new Condition.Not(term, new Span(Spans.of(not.getSymbol()).start(), end));
    }
    return term;
  }

  private Condition atom(AtomContext context) {
    if (context.group() != null) {
      if (group == null) {
        group = Spans.of(context.group());
      }
      return disjunction(context.group().disjunction());
    }
    return context.comparison() != null ? comparison(context.comparison()) : text(context.text());
  }

  private static Condition.Comparison comparison(ComparisonContext context) {
    OperandContext operand = context.operand();
    boolean list = operand.list() != null;
    List<LiteralContext> literals = list ? operand.list().literal() : List.of(operand.literal());
    return new Condition.Comparison(
        quantifier(context.quantifier),
        key(context.key()),
        Spans.of(context.key()),
        context.ifExists != null,
        symbol(context.operator(), list),
        context.family == null ? Optional.empty() : Optional.of(context.family.getText()),
        list,
        literals.stream().map(TreeBuilder::literal).toList(),
        Spans.of(context));
  }

  private static Quantifier quantifier(@Nullable Token token) {
    if (token == null) {
      return Quantifier.NONE;
    }
    return token.getType() == ConditionLexer.ANY ? Quantifier.ANY : Quantifier.EVERY;
  }

  private static Symbol symbol(OperatorContext context, boolean list) {
    boolean not = context.NOT() != null;
    return switch (context.getStop().getType()) {
      case ConditionLexer.EQ -> list ? Symbol.IN : Symbol.EQ;
      case ConditionLexer.NE -> list ? Symbol.NOT_IN : Symbol.NE;
      case ConditionLexer.LT -> Symbol.LT;
      case ConditionLexer.LE -> Symbol.LE;
      case ConditionLexer.GT -> Symbol.GT;
      case ConditionLexer.GE -> Symbol.GE;
      case ConditionLexer.IN -> not ? Symbol.NOT_IN : Symbol.IN;
      case ConditionLexer.LIKE -> not ? Symbol.NOT_LIKE : Symbol.LIKE;
      case ConditionLexer.IS -> Symbol.IS;
      default -> throw new IllegalStateException("the grammar has no such operator");
    };
  }

  private static String key(KeyContext context) {
    Token token = context.getStart();
    String text = token.getText();
    return switch (token.getType()) {
      case ConditionLexer.STRING -> JsonString.decode(text);
      case ConditionLexer.KEY -> {
        int quote = text.indexOf('"');
        yield text.substring(0, quote) + JsonString.decode(text.substring(quote));
      }
      default -> text;
    };
  }

  private static Literal literal(LiteralContext context) {
    Token token = context.getStart();
    String text = token.getText();
    Span span = Spans.of(token);
    return switch (token.getType()) {
      case ConditionLexer.STRING -> new Literal(Literal.Kind.QUOTED, JsonString.decode(text), span);
      case ConditionLexer.RAW ->
          new Literal(Literal.Kind.RAW, text.substring(1, text.length() - 1), span);
      default -> new Literal(Literal.Kind.WORD, text, span);
    };
  }

  private static Condition.Text text(TextContext context) {
    boolean quoted = context.STRING() != null;
    String text = context.getText();
    return new Condition.Text(quoted ? JsonString.decode(text) : text, quoted, Spans.of(context));
  }
}
