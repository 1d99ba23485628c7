package io.keytrail.policy.reference;

import static io.keytrail.policy.reference.Rewrites.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.compile.Booleans;
import io.keytrail.policy.compile.ByteText;
import io.keytrail.policy.compile.Cidr;
import io.keytrail.policy.compile.Moment;
import io.keytrail.policy.compile.Numbers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Addresses, dates, numbers, booleans and base64, well-formed and nearly so: the engine reads and
/// compares them as the reference does. `-Dseed=N` starts elsewhere.
class ValuesDifferentialTest {
  private static final int PAIRS = Boolean.getBoolean("keytrail.nightly") ? 2_000_000 : 20_000;
  private static final int EDITS = 3;
  private static final Map<String, @Nullable Object> NONE = Map.of();
  private static final int NO = 0;
  private static final int ERROR = 1; // denies and does not allow
  private static final int YES = 2;

  static Stream<Arguments> families() {
    return Stream.of(
        family(
            "IpAddress",
            ".:/0123456789abfF%",
            (range, host) -> contains(Cidr.parse(range), Cidr.parseHost(host)),
            "10.0.0.1",
            "10.0.0.0/8",
            "10.255.0.7/32",
            "0.0.0.0/0",
            "255.255.255.255",
            "2001:db8::1",
            "2001:db8::/32",
            "2001:0DB8:0:0:0:0:0:1",
            "1:2:3:4:5:6:7:8",
            "::",
            "::1",
            "1::",
            "::/0",
            "1:2:3:4:5:6:7::",
            "::ffff:10.0.0.1",
            "::ffff:0:0/95",
            "64:ff9b::1.2.3.4/96",
            "1:2:3:4:5:6:1.2.3.4"),
        family(
            "DateEquals",
            "-:T.Z+0123456789",
            (wanted, given) -> same(Moment.parse(wanted), Moment.parse(given)),
            "2026-01",
            "2026-01-01",
            "2026-01-01T00:00Z",
            "2026-01-01T00:00:00Z",
            "2026-01-01T00:00:00.5Z",
            "2026-01-01T01:30:00+01:30",
            "2024-02-29",
            "1767225600",
            "-3",
            "2026"),
        family(
            "NumericEquals",
            "-+.eE0123456789",
            (wanted, given) -> same(Numbers.parse(wanted), Numbers.parse(given)),
            "10",
            "10.00",
            "1e1",
            "100e-1",
            "-0",
            "0",
            "+10",
            "9007199254740993",
            "0.1"),
        family(
            "Bool",
            "truefalsTRUE",
            (wanted, given) -> equal(Booleans.parse(wanted), Booleans.parse(given)),
            "true",
            "false",
            "TRUE"),
        family(
            "BinaryEquals",
            "ABCDQI=+/",
            (wanted, given) -> equal(ByteText.parse(wanted), ByteText.parse(given)),
            "AQI=",
            "AQID",
            "AQ==",
            ""));
  }

  private static Arguments family(
      String operator,
      String alphabet,
      BiFunction<String, String, Integer> engine,
      String... wellFormed) {
    return Arguments.of(operator, alphabet, engine, List.of(wellFormed));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("families")
  void engine_readsAsTheReference(
      String operator,
      String alphabet,
      BiFunction<String, String, Integer> engine,
      List<String> wellFormed) {
    long seed = Long.getLong("seed", 1);
    Pools pools = new Pools(new SplittableRandom(seed));
    int[] answers = new int[YES + 1];
    for (int i = 0; i < PAIRS; i++) {
      String wanted = edited(pools.one(wellFormed), alphabet, pools);
      String given = pools.rarely(3) ? wanted : edited(pools.one(wellFormed), alphabet, pools);
      int expected = reference(operator, wanted, given);
      assertThat(engine.apply(wanted, given))
          .as("seed %d: %s %s against %s", seed, operator, wanted, given)
          .isEqualTo(expected);
      answers[expected]++;
    }
    assertThat(IntStream.of(answers)).as("no, error, yes").allMatch(count -> count > PAIRS / 100);
  }

  /// How many of an Allow and a Deny with the condition apply: both, the Deny alone, or neither.
  private static int reference(String operator, String wanted, String given) {
    Map<String, @Nullable Object> asked =
        Json.object("{\"principal\":\"anonymous\",\"action\":\"x:y\",\"resource\":\"*\"}");
    Reference request =
        new Reference(with(NONE, "request", with(asked, "context", Map.of("x:t", given))));
    var condition = with(NONE, "Condition", Map.of(operator, Map.of("x:t", wanted)));
    return (int)
        Stream.of("Allow", "Deny")
            .map(effect -> new StatedAt("identity#1", NONE, with(condition, "Effect", effect)))
            .filter(at -> new ReferenceStatement(request, at).conditions())
            .count();
  }

  private static int answer(boolean holds) {
    return holds ? YES : NO;
  }

  private static String edited(String text, String alphabet, Pools pools) {
    StringBuilder out = new StringBuilder(text);
    for (int i = pools.random().nextInt(EDITS); i > 0; i--) {
      int at = pools.random().nextInt(out.length() + 1);
      char c = alphabet.charAt(pools.random().nextInt(alphabet.length()));
      switch (pools.random().nextInt(3)) {
        case 0 -> out.insert(at, c);
        case 1 -> out.delete(Math.max(0, at - 1), at);
        default -> out.replace(Math.max(0, at - 1), at, String.valueOf(c));
      }
    }
    return out.toString();
  }

  private static int contains(Optional<Cidr> range, Optional<Cidr> host) {
    return range.isEmpty() || host.isEmpty() ? ERROR : answer(range.get().contains(host.get()));
  }

  private static <T> int equal(Optional<T> wanted, Optional<T> given) {
    return wanted.isEmpty() || given.isEmpty() ? ERROR : answer(wanted.get().equals(given.get()));
  }

  private static <T extends Comparable<T>> int same(Optional<T> wanted, Optional<T> given) {
    return wanted.isEmpty() || given.isEmpty()
        ? ERROR
        : answer(wanted.get().compareTo(given.get()) == 0);
  }
}
