package io.keytrail.policy.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.eval.Decision.Decider.GrantRef;
import io.keytrail.policy.explain.Explained;
import io.keytrail.policy.explain.Explainer;
import io.keytrail.policy.explain.Explanation;
import io.keytrail.policy.explain.NearMiss;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is told of a key with hundreds of grants.
class ManyGrantsTest {
  /// The one that allows is found behind those that do not, a hundred of which are told.
  @Test
  void whatAllows_isToldAndTheOthersAreCounted() {
    List<String> told = grants(explained("vol-250", 300));
    assertThat(told).hasSize(102);
    assertThat(told.get(99)).isEqualTo("grant `grant-99` does not apply");
    assertThat(told.get(100)).isEqualTo("grant `grant-250` allows");
    assertThat(told.getLast()).isEqualTo("199 more grants do not apply");
  }

  @Test
  void aHundredThatDoNotApply_areAllTold() {
    assertThat(grants(explained("vol-none", 100))).hasSize(100);
    assertThat(grants(explained("vol-none", 101)))
        .hasSize(101)
        .last()
        .isEqualTo("1 more grants do not apply");
    assertThat(grants(explained("vol-100", 101)))
        .hasSize(101)
        .last()
        .isEqualTo("grant `grant-100` allows");
  }

  /// Of grants that are equally near the first are told, however many there are.
  @Test
  void theFirstOfEquallyNear_areTold() {
    assertThat(explained("vol-none", 2_000).nearMisses())
        .extracting(NearMiss::ref)
        .startsWith(new GrantRef("grant-0"), new GrantRef("grant-1"))
        .isEqualTo(explained("vol-none", 20).nearMisses().stream().map(NearMiss::ref).toList());
  }

  private static Explained explained(String volume, int grants) {
    return new Explainer()
        .explain(HostileExplanations.decrypt(volume), HostileExplanations.granted(grants));
  }

  private static List<String> grants(Explained explained) {
    return flat(explained.explanation())
        .filter(one -> one.kind() == Explanation.Kind.GRANT)
        .map(Explanation::label)
        .toList();
  }

  private static Stream<Explanation> flat(Explanation top) {
    return Stream.concat(Stream.of(top), top.because().stream().flatMap(ManyGrantsTest::flat));
  }
}
