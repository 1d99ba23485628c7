package io.keytrail.policy.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.condition.Diagnostic;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffortTest {
  @Test
  void steps_endAtTheLast() {
    var effort = new Effort();
    assertThat(effort.spend(Effort.STEPS - 1)).isTrue();
    assertThat(effort.spent()).isFalse();
    assertThat(effort.spend(1)).isFalse();
    assertThat(effort.spent()).isTrue();
    assertThat(effort.spend(1)).isFalse();
  }

  /// Beyond two hundred findings statements are not compared any more, and that is said.
  @Test
  void comparing_endsWhereNothingMoreIsListed() {
    assertThat(codes(200)).containsOnly("DEAD_STATEMENT").hasSize(199);
    assertThat(codes(202)).contains("DEAD_STATEMENT", "MORE_FINDINGS").hasSize(201);
  }

  private static List<String> codes(int equalStatements) {
    String statement = "{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}";
    String document =
        "{\"Version\":\"2012-10-17\",\"Statement\":["
            + String.join(",", Collections.nCopies(equalStatements, statement))
            + "]}";
    return PolicyLanguage.lint(document, DocumentKind.IDENTITY).stream()
        .map(Diagnostic::code)
        .toList();
  }
}
