package io.keytrail.policy.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.eval.Decision.Decider.RuleRef;
import io.keytrail.policy.hostile.HostileDecisions;
import io.keytrail.policy.hostile.HostileDecisions.Shape;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The worst patterns and values for the matcher: how its steps grow, and that there is an end to
/// them. What they cost in time `./keytrail bench hostile` measures.
class HostileStepsTest {
  private static final double QUADRATIC = 4.5;

  static Stream<Arguments> shapes() {
    return HostileDecisions.shapes().entrySet().stream()
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void patterns_areAtMostPatternTimesText(String name, Shape shape) {
    long small = steps(shape, 120);
    long large = steps(shape, 240);
    assertThat((double) large / small).as(name).isLessThan(QUADRATIC);
    assertThat(large).isLessThan(240L * 240 * 4);
    assertThat(steps(shape, 2_000)).isLessThanOrEqualTo(Budget.STEPS);
  }

  /// What stands behind the last star is compared where it has to be: no search.
  @Test
  void tails_areLinear() {
    Shape tail = Objects.requireNonNull(HostileDecisions.shapes().get("*aa…b on a…"));
    assertThat(steps(tail, 1_000)).isLessThan(100);
  }

  private static long steps(Shape shape, int n) {
    CompiledPolicy policy = HostileDecisions.like("StringLike", List.of(shape.pattern().apply(n)));
    AccessRequest request = HostileDecisions.single(shape.text().apply(4 * n));
    assertThat(new Evaluator().decide(request, HostileDecisions.identity(policy)).allowed())
        .isFalse();
    Judge judge = new Judge();
    judge.verdict(RequestView.of(request), HostileDecisions.identity(policy));
    return judge.evaluation().scratch.budget.spent();
  }

  static Stream<Arguments> families() {
    return HostileDecisions.families().entrySet().stream()
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()[0], entry.getValue()[1]));
  }

  /// Values of the request times values of the policy, for every family.
  @ParameterizedTest(name = "{0}")
  @MethodSource("families")
  void valuesTimesValues_endInADenial(String operator, String wanted, String given) {
    boolean negated = operator.contains("Not");
    CompiledPolicy policy =
        HostileDecisions.like(
            (negated ? "ForAllValues:" : "ForAnyValue:") + operator,
            Collections.nCopies(2_000, wanted));
    assertLimit(policy, asked(Collections.nCopies(5_000, given)));
  }

  private static AccessRequest asked(List<String> values) {
    return HostileDecisions.asked(ContextValue.list(values), Set.of());
  }

  /// A long value put in for a variable again and again.
  @Test
  void variablesOfLongValues_endInADenial() {
    CompiledPolicy policy =
        HostileDecisions.like("StringEquals", Collections.nCopies(20, "${x:t}".repeat(300)));
    assertLimit(policy, HostileDecisions.single("a".repeat(500_000)));
  }

  /// Which values of unknown variables fit a text is searched with the same steps.
  @Test
  void openVariables_endInADenial() {
    CompiledPolicy policy =
        HostileDecisions.like(
            "StringLike", Collections.nCopies(1_000, "*${x:a}*${x:b}*${x:c}*${x:d}*"));
    AccessRequest request =
        HostileDecisions.asked(
            ContextValue.of("a".repeat(8_000)), Set.of("x:a", "x:b", "x:c", "x:d"));
    assertLimit(policy, request);
  }

  /// A request of thousands of keys, and as many that it lacks.
  @Test
  void manyKeys_endInADenial() {
    CompiledPolicy policy =
        HostileDecisions.compiled(
            "{\"Statement\":[%s,%s]}".formatted(wanting(0, 1_200), wanting(1_200, 2_400)));
    assertLimit(policy, HostileDecisions.single("a"));
  }

  private static String wanting(int from, int to) {
    String keys =
        IntStream.range(from, to)
            .mapToObj(i -> "\"x:k" + i + "\":\"a\"")
            .collect(Collectors.joining(","));
    return "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{"
        + keys
        + "}}}";
  }

  private static void assertLimit(CompiledPolicy policy, AccessRequest request) {
    Decision decision = new Evaluator().decide(request, HostileDecisions.identity(policy));
    assertThat(decision.allowed()).isFalse();
    assertThat(decision.decidedBy()).containsExactly(new RuleRef("EVALUATION_LIMIT"));
  }
}
