package io.keytrail.policy.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A second evaluator helps only while it can be read beside the facts at one sitting.
class ReferenceSizeTest {
  private static final int MOST = 250;

  @Test
  void rulesOfPolicies_staySmall() throws IOException {
    assertThat(lines("Reference") + lines("ReferenceStatement")).isLessThanOrEqualTo(MOST);
  }

  /// All but blank lines, imports, the package and documentation.
  private static long lines(String name) throws IOException {
    String place = "src/test/java/io/keytrail/policy/reference/" + name + ".java";
    try (Stream<String> lines = Files.lines(Path.of(place))) {
      return lines
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("///"))
          .filter(line -> !line.startsWith("import ") && !line.startsWith("package "))
          .count();
    }
  }
}
