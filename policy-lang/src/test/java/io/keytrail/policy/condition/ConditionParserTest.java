package io.keytrail.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.condition.Condition.And;
import io.keytrail.policy.condition.Condition.Comparison;
import io.keytrail.policy.condition.Condition.Literal;
import io.keytrail.policy.condition.Condition.Not;
import io.keytrail.policy.condition.Condition.Or;
import io.keytrail.policy.condition.Condition.Symbol;
import io.keytrail.policy.condition.Condition.Text;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConditionParserTest {

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t\r\n", "# nothing", "# a\n  # b\n"})
  void emptyText_isTheEmptyConjunction(String text) {
    assertThat(Trees.bare(Trees.parse(text))).isEqualTo(new And(List.of(), Span.NONE));
  }

  @Test
  void comparison_hasAllItsParts() {
    Condition tree = Trees.parse("every  \"a b\"? not in number (\"1\", `2`, 3)");
    assertThat(tree)
        .isEqualTo(
            new Comparison(
                Quantifier.EVERY,
                "a b",
                span(1, 8, 13),
                true,
                Symbol.NOT_IN,
                Optional.of("number"),
                true,
                List.of(
                    new Literal(Literal.Kind.QUOTED, "1", span(1, 30, 33)),
                    new Literal(Literal.Kind.RAW, "2", span(1, 35, 38)),
                    new Literal(Literal.Kind.WORD, "3", span(1, 40, 41))),
                span(1, 1, 42)));
  }

  @Test
  void columns_countCodePoints() {
    Condition tree = Trees.parse("\"😀\" = \"😀😀\" # 😀\nand b = \"é\"");
    assertThat(tree.span()).isEqualTo(new Span(new Position(1, 1), new Position(2, 12)));
    And and = (And) tree;
    assertThat(and.terms().get(0).span()).isEqualTo(span(1, 1, 11));
    assertThat(((Comparison) and.terms().get(0)).operand().getFirst().span())
        .isEqualTo(span(1, 7, 11));
    assertThat(and.terms().get(1).span()).isEqualTo(span(2, 5, 12));
  }

  @Test
  void precedence_isNotThenAndThenOr() {
    Condition a = text("a");
    Condition b = text("b");
    Condition c = text("c");
    assertThat(tree("a or b and not c")).isEqualTo(or(a, and(b, new Not(c, Span.NONE))));
    assertThat(tree("(a or b) and c")).isEqualTo(and(or(a, b), c));
    assertThat(tree("not (a and b) or c")).isEqualTo(or(new Not(and(a, b), Span.NONE), c));
    assertThat(tree("not not a")).isEqualTo(new Not(new Not(a, Span.NONE), Span.NONE));
    assertThat(tree("((a)) and (b and c)")).isEqualTo(and(a, and(b, c)));
    assertThat(tree("a or (b or c)")).isEqualTo(or(a, or(b, c)));
  }

  @Test
  void spansOfGroups_coverWhatTheyStandFor() {
    Or or = (Or) Trees.parse("not (a and b) or c");
    assertThat(or.span()).isEqualTo(span(1, 1, 19));
    Not not = (Not) or.terms().getFirst();
    assertThat(not.span()).isEqualTo(span(1, 1, 14));
    assertThat(not.term().span()).isEqualTo(span(1, 6, 13));
  }

  @Test
  void equalsWithAList_isIn() {
    assertThat(((Comparison) Trees.parse("k = (1)")).symbol()).isEqualTo(Symbol.IN);
    assertThat(((Comparison) Trees.parse("k != ()")).symbol()).isEqualTo(Symbol.NOT_IN);
    assertThat(((Comparison) Trees.parse("k < (1)")).symbol()).isEqualTo(Symbol.LT);
  }

  /// One parenthesis decides between a list and a group, one word between a tag and a value.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0000',
      textBlock =
          """
          k=number                                | k = number
          k = number number                       | k = number number
          k = number()                            | k in number ()
          k=10#comment                            | k = 10
          k is(true,"True")                       | k is (true, "True")
          any k=a or(every k in(b)and not c)      | any k = a or every k in (b) and not c
          (a = 1 and b) and (not (c or d))        | (a = 1 and b) and not (c or d)
          kms:EncryptionContext:"aws:ebs:id" = "v"  | kms:EncryptionContext:"aws:ebs:id" = "v"
          aws:RequestTag/"Cost\\u0020Center" = "v" | aws:RequestTag/"Cost Center" = "v"
          k not like "a" and not k like "a"       | k not like "a" and not k like "a"
          S-1-5-21-1107 and "bare text"           | S-1-5-21-1107 and "bare text"
          [S-1-5-21-1107]@[d-1234abcd01]          | [S-1-5-21-1107]@[d-1234abcd01]\
          """)
  void text_printsCanonically(String text, String printed) {
    assertThat(ConditionPrinter.print(Trees.parse(text))).isEqualTo(printed);
  }

  /// The audit queries of the specification.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sid = S-1-5-21-277731876-1789304096-451871588-1107 and eventName = Decrypt and eventTime >= now-7d",
        "volume = vol-1234abcd and errorCode is present",
        "kms:EncryptionContext:\"aws:ebs:id\" like \"vol-12*\" and not principal like \"*:user/Alice\""
      })
  void auditQuery_isItsOwnText(String query) {
    assertThat(ConditionPrinter.print(Trees.parse(query))).isEqualTo(query);
  }

  @Test
  void strings_areDecoded() {
    Comparison comparison =
        (Comparison)
            Trees.parse("\"\\u006b\\ud83d\\ude00\" = \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\uD800\"");
    assertThat(comparison.key()).isEqualTo("k😀");
    assertThat(comparison.operand().getFirst().text()).isEqualTo("\"\\/\b\f\n\r\t\ud800");
  }

  @Test
  void rawLiterals_keepTheirSpelling() {
    Comparison comparison =
        (Comparison) Trees.parse("k in (`-0.10e+5`, `true`, `12345678901234567890`)");
    assertThat(comparison.operand())
        .map(Literal::text)
        .containsExactly("-0.10e+5", "true", "12345678901234567890");
  }

  private static Condition tree(String text) {
    return Trees.bare(Trees.parse(text));
  }

  private static Condition text(String word) {
    return new Text(word, false, Span.NONE);
  }

  private static Condition and(Condition... terms) {
    return new And(List.of(terms), Span.NONE);
  }

  private static Condition or(Condition... terms) {
    return new Or(List.of(terms), Span.NONE);
  }

  private static Span span(int line, int from, int to) {
    return new Span(new Position(line, from), new Position(line, to));
  }
}
