package io.keytrail.policy.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.condition.BoundCondition;
import io.keytrail.policy.condition.BoundCondition.And;
import io.keytrail.policy.condition.BoundCondition.Not;
import io.keytrail.policy.condition.BoundCondition.Or;
import io.keytrail.policy.condition.IamOperator;
import io.keytrail.policy.condition.JsonLiteral;
import io.keytrail.policy.condition.Span;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.Truth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// condition-language.md rule 6, term by term.
class ConditionEvaluatorTest {
  private static final BoundCondition TRUE = test("StringEquals", "a", "x");
  private static final BoundCondition FALSE = test("StringEquals", "a", "y");
  private static final BoundCondition UNKNOWN = test("StringEquals", "u", "x");
  private static final BoundCondition ERROR = test("StringEquals", "a", "${no:such}");

  @Test
  void and_takesTheFirstOf_falseUnknownErrorTrue() {
    assertThat(holds(and(TRUE, ERROR, UNKNOWN, FALSE))).isEqualTo(Truth.FALSE);
    assertThat(holds(and(TRUE, ERROR, UNKNOWN))).isEqualTo(Truth.UNKNOWN);
    assertThat(holds(and(ERROR, TRUE))).isEqualTo(Truth.ERROR);
    assertThat(holds(and(TRUE, TRUE))).isEqualTo(Truth.TRUE);
    assertThat(holds(and())).isEqualTo(Truth.TRUE);
  }

  @Test
  void or_takesTheFirstOf_trueUnknownErrorFalse() {
    assertThat(holds(or(FALSE, ERROR, UNKNOWN, TRUE))).isEqualTo(Truth.TRUE);
    assertThat(holds(or(FALSE, ERROR, UNKNOWN))).isEqualTo(Truth.UNKNOWN);
    assertThat(holds(or(ERROR, FALSE))).isEqualTo(Truth.ERROR);
    assertThat(holds(or(FALSE, FALSE))).isEqualTo(Truth.FALSE);
  }

  @Test
  void not_keepsUnknownAndError() {
    assertThat(holds(not(TRUE))).isEqualTo(Truth.FALSE);
    assertThat(holds(not(FALSE))).isEqualTo(Truth.TRUE);
    assertThat(holds(not(UNKNOWN))).isEqualTo(Truth.UNKNOWN);
    assertThat(holds(not(ERROR))).isEqualTo(Truth.ERROR);
  }

  /// The reason for rule 6: a broken address must not open.
  @Test
  void negatedAddress_onBrokenAddress_isAnError() {
    BoundCondition office = test("IpAddress", "aws:SourceIp", "10.0.0.0/8");
    assertThat(
            evaluate(not(office), Map.of("aws:SourceIp", ContextValue.of("10.0.0")), Set.of())
                .holds())
        .isEqualTo(Truth.ERROR);
  }

  @Test
  void rest_makesEveryOtherKeyUnknown() {
    assertThat(evaluate(test("StringEquals", "b", "x"), Map.of(), Set.of("rest")).holds())
        .isEqualTo(Truth.UNKNOWN);
    assertThat(evaluate(test("Null", "b", "true"), Map.of(), Set.of("rest")).holds())
        .isEqualTo(Truth.UNKNOWN);
    assertThat(evaluate(TRUE, Map.of("A", ContextValue.of("x")), Set.of("rest")).holds())
        .isEqualTo(Truth.TRUE);
  }

  @Test
  void nothingIsDerived_andMissingKeysAreNamed() {
    ConditionAnswer answer =
        evaluate(test("StringEquals", "aws:PrincipalType", "Anonymous"), Map.of(), Set.of());
    assertThat(answer.holds()).isEqualTo(Truth.FALSE);
    assertThat(answer.missingContext()).containsExactly("aws:PrincipalType");
    assertThat(answer.explanation().actual()).contains("absent");
  }

  private static Truth holds(BoundCondition condition) {
    return evaluate(condition, Map.of("a", ContextValue.of("x")), Set.of("U")).holds();
  }

  private static ConditionAnswer evaluate(
      BoundCondition condition, Map<String, ContextValue> context, Set<String> unknown) {
    return new ConditionEvaluator().evaluate(condition, context, unknown);
  }

  private static BoundCondition and(BoundCondition... terms) {
    return new And(List.of(terms), Span.NONE);
  }

  private static BoundCondition or(BoundCondition... terms) {
    return new Or(List.of(terms), Span.NONE);
  }

  private static BoundCondition not(BoundCondition term) {
    return new Not(term, Span.NONE);
  }

  private static BoundCondition test(String operator, String key, String value) {
    return new BoundCondition.Test(
        IamOperator.parse(operator).orElseThrow(),
        key,
        false,
        List.of(JsonLiteral.string(value)),
        Span.NONE);
  }
}
