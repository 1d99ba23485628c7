package io.keytrail.policy.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// `docs/semantics.md` and the code say the same.
class AmbiguityTest {

  @Test
  void everyNumber_standsInTheDocument() throws IOException {
    String document =
        Files.readString(
            Path.of(System.getProperty("keytrail.root", "..")).resolve("docs/semantics.md"));
    int numbers = 0;
    for (Ambiguity ambiguity : Ambiguity.values()) {
      String text = ambiguity.note().substring("AMB-07: ".length());
      String sentence = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
      assertThat(document)
          .contains("## AMB-%02d\n\n**%s**".formatted(ambiguity.number(), sentence));
      assertThat(ambiguity.number()).isEqualTo(++numbers);
    }
    assertThat(document.split("## AMB-")).hasSize(numbers + 1);
  }
}
