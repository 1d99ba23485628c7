package io.keytrail.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.condition.IamOperator.Base;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// JSON → text → JSON over random hostile conditions.
final class ConditionRoundTripTest {

  private static final int NORMAL = 20_000;
  private static final int NIGHTLY = 1_000_000;
  private static final int MOST_REMEMBERED = 200_000;
  private static final Base[] BASES = Base.values();

  @Test
  void blocks_surviveTheRoundTripAndShareNoText() {
    long seed = Seed.pick();
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, ConditionBlock> byText = new HashMap<>();
    int cases = Seed.cases(NORMAL, NIGHTLY);
    for (int i = 0; i < cases; i++) {
      ConditionBlock block = block(random);
      String where = "case %d of -Dseed=%d: %s".formatted(i, seed, block);
      Translated<String> text = ConditionTranslator.toText(block);
      assertThat(text.diagnostics()).as(where).isEmpty();
      Translated<ConditionBlock> back = ConditionTranslator.toBlock(text.result().orElseThrow());
      assertThat(back.diagnostics()).as(where).isEmpty();
      ConditionBlock bare = Trees.bare(back.result().orElseThrow());
      assertThat(bare).as(where).isEqualTo(block);
      ConditionBlock other = byText.getOrDefault(text.result().orElseThrow(), block);
      assertThat(other).as(where).isEqualTo(block);
      if (byText.size() < MOST_REMEMBERED) {
        byText.put(text.result().orElseThrow(), block);
      }
    }
    assertThat(byText.size()).as("-Dseed=%d", seed).isGreaterThan(NORMAL / 2);
  }

  private static ConditionBlock block(SplittableRandom random) {
    List<ConditionBlock.Entry> entries = new ArrayList<>();
    Set<IamOperator> operators = new HashSet<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      IamOperator operator =
          new IamOperator(
              HostileStrings.pick(Quantifier.values(), random),
              HostileStrings.pick(BASES, random),
              random.nextBoolean());
      if (operators.add(operator)) {
        entries.addAll(entries(operator, random));
      }
    }
    return new ConditionBlock(entries, Span.NONE);
  }

  private static List<ConditionBlock.Entry> entries(IamOperator operator, SplittableRandom random) {
    List<ConditionBlock.Entry> entries = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      String key = HostileStrings.key(random);
      if (keys.add(key)) {
        boolean list = random.nextBoolean();
        List<JsonLiteral> values = new ArrayList<>();
        for (int j = list ? random.nextInt(4) : 1; j > 0; j--) {
          values.add(HostileStrings.value(random));
        }
        entries.add(Blocks.entry(operator.wireName(), key, list, values));
      }
    }
    return entries;
  }
}
