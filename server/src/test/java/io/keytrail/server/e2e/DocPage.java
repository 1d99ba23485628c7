package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A page of the docs, as a reader has it who runs its commands.
///
/// @param text of the page, or of a part of it
record DocPage(String text) {

  /// @param path from the project's root
  static DocPage of(String path) throws IOException {
    return new DocPage(Files.readString(Path.of(System.getProperty("keytrail.root"), path)));
  }

  /// @param heading with its `## `
  DocPage section(String heading) {
    int begin = text.indexOf(heading);
    assertThat(begin).as(heading).isNotNegative();
    int end = text.indexOf("\n## ", begin + 1);
    return new DocPage(end < 0 ? text.substring(begin) : text.substring(begin, end));
  }

  /// The blocks of commands, of which a page has no others.
  List<String> blocks() {
    List<String> blocks = new ArrayList<>();
    String[] parts = text.split("```", -1);
    for (int i = 1; i < parts.length; i += 2) {
      assertThat(parts[i]).startsWith("sh\n");
      blocks.add(parts[i].substring("sh\n".length()));
    }
    return blocks;
  }
}
