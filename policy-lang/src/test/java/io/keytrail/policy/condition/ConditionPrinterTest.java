package io.keytrail.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.keytrail.policy.condition.Condition.And;
import io.keytrail.policy.condition.Condition.Comparison;
import io.keytrail.policy.condition.Condition.Literal;
import io.keytrail.policy.condition.Condition.Not;
import io.keytrail.policy.condition.Condition.Or;
import io.keytrail.policy.condition.Condition.Symbol;
import io.keytrail.policy.condition.Condition.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ConditionPrinterTest {

  private static final String[] WORDS = {
    "a", "10", "2027-01-01", "::1", "true", "absent", "number", "AND", "[x]@[y]"
  };

  @Test
  void anyTree_comesBackFromItsText() {
    long seed = Seed.pick();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < Seed.cases(6_000, 1_000_000); i++) {
      Condition tree = random.nextInt(20) == 0 ? new And(List.of(), Span.NONE) : tree(random, 5);
      String text = ConditionPrinter.print(tree);
      String where = "case %d of -Dseed=%d: %s".formatted(i, seed, text);
      assertThat(Trees.bare(Trees.parse(text))).as(where).isEqualTo(tree);
    }
  }

  @Test
  void parentheses_standOnlyWhereTheTreeNeedsThem() {
    Text a = new Text("a", false, Span.NONE);
    Condition and = new And(List.of(a, a), Span.NONE);
    Condition or = new Or(List.of(a, a), Span.NONE);
    assertThat(print(new Or(List.of(and, or), Span.NONE))).isEqualTo("a and a or (a or a)");
    assertThat(print(new And(List.of(and, or), Span.NONE))).isEqualTo("(a and a) and (a or a)");
    assertThat(print(new Not(new Not(or, Span.NONE), Span.NONE))).isEqualTo("not not (a or a)");
    assertThat(print(new And(List.of(new Not(and, Span.NONE), a), Span.NONE)))
        .isEqualTo("not (a and a) and a");
  }

  @Test
  void conjunctionOfOne_isItsTerm() {
    Text a = new Text("a", false, Span.NONE);
    assertThat(print(new And(List.of(a), Span.NONE))).isEqualTo("a");
    Condition or = new Or(List.of(a, a), Span.NONE);
    assertThat(print(new Not(new And(List.of(or), Span.NONE), Span.NONE)))
        .isEqualTo("not (a or a)");
  }

  @Test
  void treeWithoutText_isACallersMistake() {
    And nothing = new And(List.of(), Span.NONE);
    assertThat(print(nothing)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> print(new Not(nothing, Span.NONE)));
    assertThatIllegalArgumentException().isThrownBy(() -> print(new Or(List.of(), Span.NONE)));
    assertThatIllegalArgumentException().isThrownBy(() -> print(new Text("and", false, Span.NONE)));
    assertThatIllegalArgumentException().isThrownBy(() -> print(new Text("a b", false, Span.NONE)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> print(comparison(new Literal(Literal.Kind.RAW, "01", Span.NONE))))
        .withMessage("not a JSON number or boolean: 01");
  }

  private static String print(Condition condition) {
    return ConditionPrinter.print(condition);
  }

  private static Condition tree(SplittableRandom random, int depth) {
    return switch (depth == 0 ? 9 : random.nextInt(12)) {
      case 0, 1 -> new And(trees(random, depth - 1), Span.NONE);
      case 2, 3 -> new Or(trees(random, depth - 1), Span.NONE);
      case 4 -> new Not(tree(random, depth - 1), Span.NONE);
      case 5 -> new Text(HostileStrings.pick(WORDS, random), false, Span.NONE);
      case 6 -> new Text(HostileStrings.noise(random), true, Span.NONE);
      default -> comparison(random);
    };
  }

  private static List<Condition> trees(SplittableRandom random, int depth) {
    List<Condition> trees = new ArrayList<>();
    for (int i = 2 + random.nextInt(3); i > 0; i--) {
      trees.add(tree(random, depth));
    }
    return trees;
  }

  private static Comparison comparison(SplittableRandom random) {
    Symbol symbol = HostileStrings.pick(Symbol.values(), random);
    boolean list = random.nextBoolean() && symbol != Symbol.EQ && symbol != Symbol.NE;
    List<Literal> operand = new ArrayList<>();
    for (int i = list ? random.nextInt(3) : 1; i > 0; i--) {
      operand.add(literal(random));
    }
    return new Comparison(
        HostileStrings.pick(Quantifier.values(), random),
        HostileStrings.key(random),
        Span.NONE,
        random.nextBoolean(),
        symbol,
        random.nextInt(3) == 0 ? Optional.of(HostileStrings.pick(WORDS, random)) : Optional.empty(),
        list,
        operand,
        Span.NONE);
  }

  private static Literal literal(SplittableRandom random) {
    return switch (random.nextInt(3)) {
      case 0 -> new Literal(Literal.Kind.WORD, HostileStrings.pick(WORDS, random), Span.NONE);
      case 1 -> new Literal(Literal.Kind.RAW, random.nextBoolean() ? "-1.5e3" : "true", Span.NONE);
      default -> new Literal(Literal.Kind.QUOTED, HostileStrings.noise(random), Span.NONE);
    };
  }

  private static Comparison comparison(Literal literal) {
    return new Comparison(
        Quantifier.NONE,
        "k",
        Span.NONE,
        false,
        Symbol.EQ,
        Optional.empty(),
        false,
        List.of(literal),
        Span.NONE);
  }
}
