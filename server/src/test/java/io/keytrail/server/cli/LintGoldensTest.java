package io.keytrail.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/// What `keytrail lint` prints, one policy for each code: `KIND.CODE.json` and beside it
/// `KIND.CODE.txt`. `-Dkeytrail.goldens=write` writes the texts anew.
class LintGoldensTest {
  private static final Path ROOT = Path.of(System.getProperty("keytrail.root", ".."));
  private static final Path GOLDENS = ROOT.resolve("server/src/test/goldens/lint");

  private static List<Path> policies() throws IOException {
    try (Stream<Path> files = Files.list(GOLDENS)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  private static String[] nameOf(Path policy) {
    return policy.getFileName().toString().split("\\.", -1);
  }

  @TestFactory
  Stream<DynamicTest> findings_areShownAsTheGoldensSay() throws IOException {
    return policies().stream()
        .map(policy -> dynamicTest(policy.getFileName().toString(), () -> compare(policy)));
  }

  private static void compare(Path policy) throws IOException {
    String[] name = nameOf(policy);
    StringWriter out = new StringWriter();
    int exit =
        new CommandLine(new LintCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(new StringWriter()))
            .execute("--kind", name[0], policy.toString());
    String shown = out.toString().replace(PolicyFiles.shown(policy), String.join(".", name));
    Path golden = policy.resolveSibling(name[0] + "." + name[1] + ".txt");
    if ("write".equals(System.getProperty("keytrail.goldens"))) {
      Files.writeString(golden, shown);
    }
    assertThat(shown).contains(": " + name[1] + ": ");
    assertThat(golden).as("run with -Dkeytrail.goldens=write").content().isEqualTo(shown);
    assertThat(exit).isIn(ExitCodes.OK, ExitCodes.INVALID);
  }

  /// The codes are constants of the packages that check documents.
  @Test
  void everyCode_hasAGolden() throws IOException {
    TreeSet<String> codes = new TreeSet<>();
    Path sources = ROOT.resolve("policy-lang/src/main/java/io/keytrail/policy");
    for (String part : List.of("check", "lint", "syntax")) {
      try (Stream<Path> files = Files.list(sources.resolve(part))) {
        for (Path file : files.toList()) {
          String[] texts = Files.readString(file).split("\"", -1);
          for (int i = 1; i < texts.length; i += 2) {
            if (texts[i].matches("[A-Z]+(_[A-Z]+)*") && !texts[i].equals("AWS")) {
              codes.add(texts[i]);
            }
          }
        }
      }
    }
    assertThat(policies())
        .map(policy -> nameOf(policy)[1])
        .containsExactlyInAnyOrderElementsOf(codes);
  }
}
