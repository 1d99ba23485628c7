package io.keytrail.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Runs every example of `docs/condition-language.md`.
///
/// A `condition` fence after a `json` fence is its canonical text; one marked `evaluate` binds but
/// has no JSON; a `query` prints as itself; a `refused` text ends with the refusal as a remark.
final class ConditionLanguagePageTest {

  /// One fenced block of the page.
  record Example(int line, String kind, String text) {}

  @TestFactory
  Stream<DynamicTest> examples() throws IOException {
    String root = System.getProperty("keytrail.root", "");
    assumeTrue(!root.isEmpty(), "run by Maven only, which says where the page is");
    List<Example> examples =
        examples(Files.readAllLines(Path.of(root, "docs/condition-language.md")));
    assertThat(examples).hasSizeGreaterThan(30);
    List<DynamicTest> tests = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      Example example = examples.get(i);
      Example before = examples.get(Math.max(i - 1, 0));
      tests.add(
          DynamicTest.dynamicTest(
              "line " + example.line() + ": " + example.kind(), () -> run(example, before)));
    }
    return tests.stream();
  }

  private static void run(Example example, Example before) {
    switch (example.kind()) {
      case "json" -> assertThat(Blocks.ofJson(example.text())).isNotNull();
      case "condition" -> {
        assertThat(before.kind()).isEqualTo("json");
        translates(Blocks.ofJson(before.text()), example.text());
      }
      case "condition evaluate" -> {
        assertThat(Trees.bind(example.text())).isNotNull();
        assertThat(ConditionTranslator.toBlock(example.text()).result()).isEmpty();
      }
      case "query" ->
          assertThat(ConditionPrinter.print(Trees.parse(example.text()))).isEqualTo(example.text());
      case "refused" -> isRefused(example.text());
      default -> throw new AssertionError("unknown kind of example: " + example.kind());
    }
  }

  private static void translates(ConditionBlock block, String text) {
    assertThat(ConditionTranslator.toText(block)).isEqualTo(Translated.of(text));
    assertThat(ConditionTranslator.toBlock(text).result().map(Trees::bare)).hasValue(block);
  }

  private static void isRefused(String text) {
    Diagnostic diagnostic = Trees.onlyDiagnostic(ConditionTranslator.toBlock(text).diagnostics());
    Position start = diagnostic.span().start();
    assertThat(text.lines().toList().getLast())
        .isEqualTo(
            "# %d:%d %s: %s (%s)"
                .formatted(
                    start.line(),
                    start.column(),
                    diagnostic.code(),
                    diagnostic.message(),
                    diagnostic.help()));
  }

  private static List<Example> examples(List<String> lines) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("```")) {
        int start = i + 1;
        int end = start + lines.subList(start, lines.size()).indexOf("```");
        String text = String.join("\n", lines.subList(start, end));
        examples.add(new Example(i + 1, lines.get(i).substring(3), text));
        i = end;
      }
    }
    return examples;
  }
}
