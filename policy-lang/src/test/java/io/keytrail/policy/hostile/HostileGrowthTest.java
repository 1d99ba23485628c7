package io.keytrail.policy.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.condition.ConditionTranslator;
import io.keytrail.policy.syntax.JsonReader;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The worst documents and condition texts: each is answered, on a small stack too, and twice the
/// input is about twice the work. Work is counted in bytes allocated, not by the clock; what time
/// it takes `./keytrail bench hostile` measures.
class HostileGrowthTest {
  private static final long SMALL_STACK = 256 * 1024;
  private static final double LINEAR = 3;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static Stream<Arguments> documents() {
    return named(HostileDocuments.all());
  }

  static Stream<Arguments> conditions() {
    return named(HostileConditions.ofTokens());
  }

  private static Stream<Arguments> named(Map<String, IntFunction<String>> inputs) {
    return inputs.entrySet().stream().map(one -> Arguments.of(one.getKey(), one.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void documents_areReadInProportion(String name, IntFunction<String> document) {
    assertThat(growth(20_000, size -> read(document.apply(size)))).as(name).isLessThan(LINEAR);
    String largest = HostileReadings.largest(document);
    assertThat(onSmallStack(() -> read(largest))).isNotNull();
    assertThat(onSmallStack(() -> read(document.apply(1_000_000)))).isNotNull();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void documents_areLintedAndLaidOutInProportion(String name, IntFunction<String> document) {
    assertThat(growth(20_000, size -> lint(document.apply(size)))).as(name).isLessThan(LINEAR);
    String largest = HostileReadings.largest(document);
    assertThat(onSmallStack(() -> lint(largest))).isNotNull();
    assertThat(onSmallStack(() -> PolicyLanguage.format(largest))).isNotNull();
    assertThat(growth(20_000, size -> PolicyLanguage.format(document.apply(size))))
        .as(name)
        .isLessThan(LINEAR);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("conditions")
  void conditions_areTranslatedInProportion(String name, IntFunction<String> text) {
    assertThat(growth(2_400, size -> ConditionTranslator.toBlock(text.apply(size))))
        .as(name)
        .isLessThan(LINEAR);
    assertThat(onSmallStack(() -> ConditionTranslator.toBlock(text.apply(5_900)))).isNotNull();
  }

  @Test
  void decisionsAndExplanations_needNoStack() {
    for (HostileInput input : HostileInput.all()) {
      if (input.name().startsWith("decide") || input.name().startsWith("explain")) {
        Runnable work = input.prepared().get();
        assertThat(
                onSmallStack(
                    () -> {
                      work.run();
                      return input.name();
                    }))
            .isEqualTo(input.name());
      }
    }
  }

  /// Statements about the same hundreds of actions have one list of them, and one set.
  @Test
  void sameActions_areWorkedOutOnce() {
    String wide = HostileDocuments.each(400, _ -> "\"ec2:*\"");
    String narrow = HostileDocuments.each(400, _ -> "\"ec2:RunInstances\"");
    assertThat(allocated(_ -> read(wide), 0)).isLessThan(2 * allocated(_ -> read(narrow), 0));
  }

  @Test
  void wildActions_areCounted() {
    IntFunction<String> document =
        n ->
            HostileDocuments.each(
                n, i -> "[\"ec2:*A" + i + "*\",\"ec2:Describe*\",\"ec2:RunInstances\"]");
    assertThat(PolicyLanguage.parse(document.apply(100), HostileReadings.kind("")).document())
        .isPresent();
    assertThat(PolicyLanguage.parse(document.apply(101), HostileReadings.kind("")).diagnostics())
        .anyMatch(finding -> finding.code().equals("TOO_MANY_WILDCARDS"));
  }

  @Test
  void statements_areComparedAsFarAsItGoes() {
    IntFunction<String> document =
        n ->
            HostileDocuments.list(
                n,
                i ->
                    "\"Effect\":\"Allow\",\"Action\":\"s3:A"
                        + (1_000 + i)
                        + "*\",\"Resource\":\"*\"");
    String code = "NOT_COMPARED";
    assertThat(PolicyLanguage.lint(document.apply(60), HostileReadings.kind("")))
        .noneMatch(finding -> finding.code().equals(code));
    assertThat(PolicyLanguage.lint(document.apply(700), HostileReadings.kind("")))
        .filteredOn(finding -> finding.code().equals(code))
        .hasSize(1);
  }

  private static Object read(String text) {
    return HostileReadings.read(text, HostileReadings.kind(text));
  }

  private static List<?> lint(String text) {
    return PolicyLanguage.lint(text, HostileReadings.kind(text));
  }

  /// How many times more is allocated for twice the size.
  private static double growth(int size, IntConsumer work) {
    assertThat(2 * size).isLessThan(JsonReader.MAX_CHARS);
    work.accept(2_000);
    return (double) allocated(work, 2 * size) / allocated(work, size);
  }

  private static long allocated(IntConsumer work, int size) {
    work.accept(size);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    work.accept(size);
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
}
