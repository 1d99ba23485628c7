package io.keytrail.server.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonOut;
import io.keytrail.policy.eval.Truth;
import io.keytrail.policy.explain.Explanation;
import io.keytrail.policy.explain.Explanation.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A node that is met again is written as it was the first time, wherever it stands.
class WrittenNodesTest {
  private static final int MANY = 2_000;

  /// Small ones are remembered, large ones are not.
  @ParameterizedTest
  @ValueSource(ints = {1, 10_000})
  void nodes_areWrittenAlikeEachTime(int length) {
    Explanation node = node("kms:\"" + "x".repeat(length));
    String once = written(List.of(node));
    String again = written(List.of(node, node, node));
    assertThat(again).isEqualTo(String.join(",", once, once, once));
    assertThat(written(List.of(node))).isEqualTo(once);
  }

  /// There are more nodes than places.
  @Test
  void nodes_areNeverTakenForEachOther() {
    List<Explanation> nodes = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      nodes.add(node("kms:Action" + i));
      expected.add(written(List.of(node("kms:Action" + i))));
    }
    for (int round = 0; round < 3; round++) {
      assertThat(written(nodes)).isEqualTo(String.join(",", expected));
    }
  }

  private static String written(List<Explanation> nodes) {
    JsonOut out = JsonOut.begin().beginArray();
    nodes.forEach(node -> DecisionWriter.explanation(node, out));
    String json = new String(out.endArray().toBytes(), StandardCharsets.UTF_8);
    return json.substring(1, json.length() - 1);
  }

  private static Explanation node(String action) {
    Explanation about =
        new Explanation(
            Kind.ACTION,
            "action",
            Truth.FALSE,
            Optional.empty(),
            Optional.of("kms:Decrypt"),
            Optional.of(action),
            List.of());
    return new Explanation(
        Kind.STATEMENT,
        "statement 1 (allow) does not apply",
        Truth.FALSE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(about));
  }
}
