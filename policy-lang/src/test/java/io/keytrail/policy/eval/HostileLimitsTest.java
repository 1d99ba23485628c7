package io.keytrail.policy.eval;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.check.Parsed;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.condition.ConditionTranslator;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.policy.script.ScriptPrincipals;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The worst inputs that people try on matchers and parsers: each is answered, on a small stack,
/// and twice the input costs about twice the work. Work is counted in the matcher's steps, or in
/// bytes allocated where there are no steps: not by the clock, whose figures are printed only.
class HostileLimitsTest {
  private static final long SMALL_STACK = 256 * 1024;
  private static final double LINEAR = 3;
  private static final double QUADRATIC = 4.5;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// Patterns and texts of size n that make backtracking matchers stall.
  static Stream<Arguments> patterns() {
    return Stream.of(
        Arguments.of("*a*a…*b on a…", glob(n -> "*a".repeat(n) + "*b", n -> "a".repeat(4 * n))),
        Arguments.of("?*?*… on a…", glob(n -> "?*".repeat(n) + "b", n -> "a".repeat(4 * n))),
        Arguments.of("**…b on a…", glob(n -> "*".repeat(n) + "b", n -> "a".repeat(4 * n))),
        Arguments.of("*aa…b on a…", glob(n -> "*" + "a".repeat(n) + "b", n -> "a".repeat(4 * n))),
        Arguments.of("*😀*😀…", glob(n -> "*😀".repeat(n / 2) + "*b", n -> "😀".repeat(4 * n))));
  }

  private record Shape(IntFunction<String> pattern, IntFunction<String> text) {}

  private static Shape glob(IntFunction<String> pattern, IntFunction<String> text) {
    return new Shape(pattern, text);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("patterns")
  void patterns_areAtMostPatternTimesText(String name, Shape shape) {
    long small = steps(shape, 100);
    long large = steps(shape, 200);
    assertThat((double) large / small).as(name).isLessThan(QUADRATIC);
    assertThat(large).isLessThan(200L * 2 * 200 * 4);
    assertThat(timed(name, () -> steps(shape, 1_000))).isLessThanOrEqualTo(Budget.STEPS);
  }

  private static long steps(Shape shape, int n) {
    Evaluator evaluator = new Evaluator();
    CompiledPolicy policy = like("StringLike", List.of(shape.pattern().apply(n)));
    Decision decision = evaluator.decide(request(List.of(shape.text().apply(n))), set(policy));
    assertThat(decision.allowed()).isFalse();
    Judge judge = new Judge();
    judge.verdict(RequestView.of(request(List.of(shape.text().apply(n)))), set(policy));
    return judge.evaluation().scratch.budget.spent();
  }

  /// Values of the request times values of the policy, for every family.
  static Stream<Arguments> families() {
    return Stream.of(
        Arguments.of("StringEquals", "v", "w"),
        Arguments.of("StringNotEquals", "v", "w"),
        Arguments.of("StringLike", "v*", "w"),
        Arguments.of("NumericEquals", "1", "2"),
        Arguments.of("DateEquals", "1", "2"),
        Arguments.of("Bool", "true", "false"),
        Arguments.of("BinaryEquals", "AQI=", "AQID"),
        Arguments.of("IpAddress", "10.0.0.0/8", "11.0.0.1"),
        Arguments.of("ArnLike", "arn:aws:s3:::v", "arn:aws:s3:::w"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("families")
  void valuesTimesValues_endInADenial(String operator, String wanted, String given) {
    CompiledPolicy policy = like("ForAnyValue:" + operator, Collections.nCopies(4_000, wanted));
    AccessRequest request = request(Collections.nCopies(5_000, given));
    Decision decision = timed(operator, () -> new Evaluator().decide(request, set(policy)));
    assertThat(decision.allowed()).isFalse();
    assertThat(decision.decidedBy())
        .containsExactly(new Decision.Decider.RuleRef("EVALUATION_LIMIT"));
  }

  /// A long value put in for a variable again and again.
  @Test
  void variablesOfLongValues_endInADenial() {
    CompiledPolicy policy = like("StringEquals", Collections.nCopies(50, "${x:t}".repeat(300)));
    Decision decision =
        timed("variables", () -> new Evaluator().decide(single("a".repeat(500_000)), set(policy)));
    assertThat(decision.decidedBy())
        .containsExactly(new Decision.Decider.RuleRef("EVALUATION_LIMIT"));
  }

  /// Documents of size n, valid or not.
  static Stream<Arguments> documents() {
    return Stream.of(
        document("nesting", n -> "[".repeat(n)),
        document("objects", n -> "{\"a\":".repeat(n)),
        document("unterminated string", n -> "{\"Version\":\"" + "x".repeat(n)),
        document("one long token", n -> "{\"Version\":\"" + "x".repeat(n) + "\"}"),
        document("escapes", n -> "\"" + "\\u0041".repeat(n / 6) + "\""),
        document("spaces", n -> " ".repeat(n) + "{"),
        document("digits", n -> "{\"a\":" + "1".repeat(n) + "}"),
        document("members", n -> "{" + join(n / 10, i -> "\"k" + i + "\":1") + "}"),
        document("one member again", n -> "{" + join(n / 10, i -> "\"key\":1") + "}"),
        document("statements", n -> statements(n / 60, i -> "\"kms:Decrypt\"")),
        document(
            "unknown actions",
            n -> statements(1, i -> "[" + join(n / 20, j -> "\"ec2:Creatq" + j + "\"") + "]")),
        document(
            "unknown services",
            n -> statements(1, i -> "[" + join(n / 20, j -> "\"kma" + j + ":Decrypt\"") + "]")),
        document(
            "wild actions",
            n ->
                statements(
                    1,
                    i ->
                        "["
                            + join(
                                n / 20, j -> "\"ec2:*" + (char) ('a' + j % 26) + "*e" + j + "*\"")
                            + "]")),
        document(
            "sids",
            n ->
                "{\"Statement\":["
                    + join(
                        n / 80,
                        i ->
                            "{\"Sid\":\"same\",\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}")
                    + "]}"),
        document(
            "unknown operators",
            n -> condition(join(n / 30, i -> "\"StringEqualz" + i + "\":{\"a\":\"b\"}"))),
        document(
            "unknown keys",
            n ->
                condition(
                    "\"StringEquals\":{"
                        + join(n / 30, i -> "\"aws:PrincipalArm" + i + "\":\"b\"")
                        + "}")),
        document(
            "values",
            n ->
                condition(
                    "\"StringLike\":{\"x:t\":[" + join(n / 10, i -> "\"*" + i + "*\"") + "]}")));
  }

  private static Arguments document(String name, IntFunction<String> text) {
    return Arguments.of(name, text);
  }

  private static String join(int times, IntFunction<String> item) {
    return String.join(",", IntStream.range(0, times).mapToObj(item).toList());
  }

  private static String statements(int times, IntFunction<String> action) {
    return "{\"Statement\":["
        + join(
            times,
            i -> "{\"Effect\":\"Allow\",\"Action\":" + action.apply(i) + ",\"Resource\":\"*\"}")
        + "]}";
  }

  private static String condition(String block) {
    return "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{"
        + block
        + "}}}";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void documents_areReadInProportion(String name, IntFunction<String> document) {
    read(document.apply(2_000));
    long small = allocated(() -> read(document.apply(30_000)));
    long large = allocated(() -> read(document.apply(60_000)));
    assertThat((double) large / small).as(name).isLessThan(LINEAR);
    timed(name, () -> read(document.apply(130_000)));
    timed(name + ", far too long", () -> read(document.apply(1_000_000)));
    assertThat(onSmallStack(() -> read(document.apply(130_000)))).isNotNull();
    assertThat(onSmallStack(() -> PolicyLanguage.format(document.apply(130_000)))).isNotNull();
    assertThat(
            onSmallStack(() -> PolicyLanguage.lint(document.apply(30_000), DocumentKind.IDENTITY)))
        .isNotNull();
  }

  @Test
  void wildActions_areCounted() {
    IntFunction<String> document =
        n -> statements(n, i -> "[\"ec2:*A" + i + "*\",\"ec2:Describe*\",\"ec2:RunInstances\"]");
    assertThat(read(document.apply(500)).document()).isPresent();
    assertThat(read(document.apply(501)).diagnostics())
        .anyMatch(finding -> finding.code().equals("TOO_MANY_WILDCARDS"));
  }

  private static Parsed read(String text) {
    Parsed parsed = PolicyLanguage.parse(text, DocumentKind.IDENTITY);
    parsed.document().ifPresent(tree -> PolicyLanguage.compile(tree, "p", "1"));
    return parsed;
  }

  @Test
  void translator_takesTheLongestBlock() {
    String text = join(4_000, i -> "x").replace(",", " and a = \"b\" and ");
    assertThat(onSmallStack(() -> ConditionTranslator.toBlock("a = \"" + text + "\""))).isNotNull();
  }

  /// Prints the processor time of the better of two runs that follow a first one.
  private static <T> T timed(String name, Supplier<T> work) {
    double least = Double.MAX_VALUE;
    T result = work.get();
    for (int i = 0; i < 2; i++) {
      long start = THREADS.getCurrentThreadCpuTime();
      result = work.get();
      least = Math.min(least, (THREADS.getCurrentThreadCpuTime() - start) / 1e6);
    }
    System.out.printf("hostile: %-40s %6.1f ms%n", name, least);
    return result;
  }

  private static long allocated(Runnable work) {
    work.run();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    work.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private static <T> T onSmallStack(Supplier<T> work) {
    AtomicReference<T> answer = new AtomicReference<>();
    Thread thread = new Thread(null, () -> answer.set(work.get()), "small", SMALL_STACK);
    thread.start();
    try {
      assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return answer.get();
  }

  private static CompiledPolicy like(String operator, List<String> wanted) {
    String values = "\"" + String.join("\",\"", wanted) + "\"";
    return Cases.compile(
        "p",
        DocumentKind.IDENTITY,
        List.of(
            "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"%s\":{\"x:t\":[%s]}}}"
                .formatted(operator, values)),
        true);
  }

  private static AccessRequest request(List<String> values) {
    return values.size() == 1 ? single(values.getFirst()) : asked(ContextValue.list(values));
  }

  private static AccessRequest single(String value) {
    return asked(ContextValue.of(value));
  }

  private static AccessRequest asked(ContextValue value) {
    return new AccessRequest(
        ScriptPrincipals.parse("arn:aws:iam::123456789012:user/Alice"),
        "s3:GetObject",
        "arn:aws:s3:::b",
        "123456789012",
        Map.of("x:t", value),
        Map.of(),
        List.of(),
        Set.of());
  }

  private static PolicySet set(CompiledPolicy policy) {
    return new PolicySet(
        List.of(policy),
        Optional.empty(),
        Optional.empty(),
        new ResourceGuard.None(),
        List.of(),
        List.of(),
        List.of());
  }
}
