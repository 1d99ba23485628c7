package io.keytrail.policy.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The engine against the reference: the decision, what blocked it and what decided it.
/// `-Dkeytrail.differential=N` sets the number of cases (`-Dkeytrail.nightly=true`: a million),
/// `-Dseed=N` the first seed; each seed is a set of policies and several requests. A difference is
/// shown as small as it gets.
class DifferentialTest {
  private static final int CASES =
      Integer.getInteger(
          "keytrail.differential", Boolean.getBoolean("keytrail.nightly") ? 1_000_000 : 50_000);
  private static final long FIRST = Long.getLong("seed", 1_000);
  private static final int REQUESTS = 12;
  private static final int SHOWN = Integer.getInteger("keytrail.differences", 3);

  private static final int WORKERS = 2;

  /// What one worker saw.
  private record Seen(int cases, int refused, Map<String, Integer> decisions, List<String> wrong) {
    Seen and(Seen other) {
      Map<String, Integer> both = new TreeMap<>(decisions);
      other.decisions.forEach((decision, count) -> both.merge(decision, count, Integer::sum));
      List<String> all = Stream.concat(wrong.stream(), other.wrong.stream()).toList();
      return new Seen(cases + other.cases, refused + other.refused, both, all);
    }
  }

  @Test
  void engine_andReference_agree() {
    Seen seen =
        IntStream.range(0, WORKERS)
            .parallel()
            .mapToObj(DifferentialTest::work)
            .reduce(Seen::and)
            .get();
    System.out.printf("differential: from seed %d, %s%n", FIRST, seen);
    assertThat(seen.wrong()).as("from seed " + FIRST).isEmpty();
    // The generator must not sleep: every decision is frequent.
    assertThat(seen.decisions()).containsOnlyKeys("allowed", "implicitDeny", "explicitDeny");
    assertThat(seen.decisions().values()).allMatch(count -> count > seen.cases() / 10);
    assertThat(seen.refused()).isLessThan(seen.cases() / 50);
  }

  /// Every `WORKERS`-th seed.
  private static Seen work(int worker) {
    Engine engine = new Engine();
    Map<String, Integer> decisions = new TreeMap<>();
    List<String> wrong = new ArrayList<>();
    int cases = 0;
    int refused = 0;
    for (long seed = FIRST + worker; cases < CASES / WORKERS; seed += WORKERS) {
      int known = wrong.size();
      for (Map<String, @Nullable Object> testCase : CaseGenerator.cases(seed, REQUESTS)) {
        try {
          Reference.Answer decided = engine.decide(testCase);
          decisions.merge(decided.decision(), 1, Integer::sum);
          cases++;
          if (wrong.size() == known && !same(decided, reference(testCase))) {
            wrong.add(difference(seed, testCase, engine));
          }
        } catch (Engine.Refused _) {
          refused++;
          break;
        }
      }
      if (wrong.size() >= SHOWN) {
        break;
      }
    }
    return new Seen(cases, refused, decisions, wrong);
  }

  private static String difference(long seed, Map<String, @Nullable Object> testCase, Engine engine)
      throws Engine.Refused {
    Map<String, @Nullable Object> small = Shrinker.shrink(testCase, each -> differs(engine, each));
    return "%nseed %d: %s%n  engine    %s%n  reference %s"
        .formatted(seed, Json.write(small), engine.decide(small), reference(small));
  }

  private static Reference.Answer reference(Map<String, @Nullable Object> testCase) {
    return new Reference(DerivedKeys.complete(testCase)).decide();
  }

  private static boolean same(Reference.Answer engine, Reference.Answer reference) {
    Set<String> blocked = engine.blockedBy().iterator().next();
    return engine.decision().equals(reference.decision())
        && reference.blockedBy().contains(blocked)
        && engine.decidedBy().equals(reference.decidedBy());
  }

  private static boolean differs(Engine engine, Map<String, @Nullable Object> testCase) {
    try {
      return !same(engine.decide(testCase), reference(testCase));
    } catch (Engine.Refused | RuntimeException noCase) {
      return false;
    }
  }
}
