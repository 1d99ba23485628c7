package io.keytrail.policy.condition;

import io.keytrail.policy.condition.Condition.Literal;
import io.keytrail.policy.condition.Condition.Symbol;
import io.keytrail.policy.condition.grammar.ConditionLexer;
import io.keytrail.policy.condition.grammar.ConditionParser.AtomContext;
import io.keytrail.policy.condition.grammar.ConditionParser.ComparisonContext;
import io.keytrail.policy.condition.grammar.ConditionParser.ConditionContext;
import io.keytrail.policy.condition.grammar.ConditionParser.ConjunctionContext;
import io.keytrail.policy.condition.grammar.ConditionParser.DisjunctionContext;
import io.keytrail.policy.condition.grammar.ConditionParser.GroupContext;
import io.keytrail.policy.condition.grammar.ConditionParser.KeyContext;
import io.keytrail.policy.condition.grammar.ConditionParser.ListContext;
import io.keytrail.policy.condition.grammar.ConditionParser.NegationContext;
import io.keytrail.policy.condition.grammar.ConditionParser.OperatorContext;
import io.keytrail.policy.condition.grammar.ConditionParser.TextContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/// From ANTLR's contexts, of rules alone, to [Condition]. Confined to one thread.
final class TreeBuilder {

  private final List<Token> tokens;
  private @Nullable Span group;

  /// @param tokens those that were parsed
  TreeBuilder(List<Token> tokens) {
    this.tokens = tokens;
  }

  /// The first grouping parentheses that were met.
  Optional<Span> firstGroup() {
    return Optional.ofNullable(group);
  }

  Condition condition(ConditionContext context) {
    return context.children == null
        ? new Condition.And(List.of(), Spans.of(context.getStart()))
        : disjunction(context.children.getFirst());
  }

  private Condition disjunction(ParseTree tree) {
    DisjunctionContext context = (DisjunctionContext) tree;
    if (context.children.size() == 1) {
      return conjunction(context.children.getFirst());
    }
    List<Condition> terms = new ArrayList<>(context.children.size());
    for (ParseTree term : context.children) {
      terms.add(conjunction(term));
    }
    return new Condition.Or(terms, Spans.of(context));
  }

  private Condition conjunction(ParseTree tree) {
    ConjunctionContext context = (ConjunctionContext) tree;
    if (context.children.size() == 1) {
      return negation(context.children.getFirst());
    }
    List<Condition> terms = new ArrayList<>(context.children.size());
    for (ParseTree term : context.children) {
      terms.add(negation(term));
    }
    return new Condition.And(terms, Spans.of(context));
  }

  /// Every token before the atom is a `not`.
  private Condition negation(ParseTree tree) {
    NegationContext context = (NegationContext) tree;
    AtomContext atom = (AtomContext) context.children.getFirst();
    Condition term = atom(atom);
    int first = context.getStart().getTokenIndex();
    for (int i = atom.getStart().getTokenIndex() - 1; i >= first; i--) {
      Position end = Spans.of(context).end();
      term = new Condition.Not(term, new Span(Spans.of(tokens.get(i)).start(), end));
    }
    return term;
  }

  private Condition atom(AtomContext context) {
    ParseTree inner = context.children.getFirst();
    if (inner instanceof GroupContext parentheses) {
      if (group == null) {
        group = Spans.of(parentheses);
      }
      return disjunction(parentheses.children.getFirst());
    }
    return inner instanceof ComparisonContext comparison
        ? comparison(comparison)
        : text((TextContext) inner);
  }

  /// Its rules are a key, an operator and an operand.
  private static Condition.Comparison comparison(ComparisonContext context) {
    KeyContext key = (KeyContext) context.children.getFirst();
    ParserRuleContext operand = (ParserRuleContext) context.children.get(2).getChild(0);
    boolean list = operand instanceof ListContext;
    return new Condition.Comparison(
        quantifier(context.quantifier),
        key(key),
        Spans.of(key),
        context.ifExists != null,
        symbol((OperatorContext) context.children.get(1), list),
        context.family == null ? Optional.empty() : Optional.of(context.family.getText()),
        list,
        list ? literals(operand) : List.of(literal(operand)),
        Spans.of(context));
  }

  private static List<Literal> literals(ParserRuleContext list) {
    if (list.children == null) {
      return List.of();
    }
    List<Literal> literals = new ArrayList<>(list.children.size());
    for (ParseTree literal : list.children) {
      literals.add(literal((ParserRuleContext) literal));
    }
    return literals;
  }

  private static Quantifier quantifier(@Nullable Token token) {
    if (token == null) {
      return Quantifier.NONE;
    }
    return token.getType() == ConditionLexer.ANY ? Quantifier.ANY : Quantifier.EVERY;
  }

  private static Symbol symbol(OperatorContext context, boolean list) {
    boolean not = context.getStart().getType() == ConditionLexer.NOT;
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

  private static Literal literal(ParserRuleContext context) {
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
    boolean quoted = context.getStart().getType() == ConditionLexer.STRING;
    String text = context.getStart().getText();
    return new Condition.Text(quoted ? JsonString.decode(text) : text, quoted, Spans.of(context));
  }
}
