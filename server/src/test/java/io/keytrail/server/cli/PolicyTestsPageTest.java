package io.keytrail.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The files of `docs/policy-tests.md` do what the page says.
class PolicyTestsPageTest {
  private static final String MARK = " file=";

  @TempDir Path folder = Path.of("");

  @Test
  void example_passes_andItsFilesAreFormatted() throws IOException {
    Path page = Path.of(System.getProperty("keytrail.root", ".."), "docs", "policy-tests.md");
    int files = 0;
    for (String fence : Files.readString(page).split("\n```", -1)) {
      int mark = fence.indexOf(MARK);
      int end = fence.indexOf('\n');
      if (mark > 0 && mark < end) {
        String name = fence.substring(mark + MARK.length(), end).strip();
        Files.writeString(folder.resolve(name), fence.substring(end + 1) + "\n");
        files++;
      }
    }
    assertThat(files).isEqualTo(3);
    StringWriter out = new StringWriter();
    assertThat(run(new PolicyTestCommand(), out)).isZero();
    assertThat(out.toString()).endsWith("11 passed, 0 failed\n");
    assertThat(run(new FormatCommand(), out, "--check")).as(out.toString()).isZero();
  }

  private int run(Object command, StringWriter out, String... options) {
    String[] arguments = new String[options.length + 1];
    System.arraycopy(options, 0, arguments, 0, options.length);
    arguments[options.length] = folder.toString();
    return new CommandLine(command).setOut(new PrintWriter(out)).execute(arguments);
  }
}
