package io.keytrail.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What holds of every page of the docs, and of the docs in the code: links lead somewhere,
/// sentences are whole, and nothing of a join is left.
final class DocsTest {
  private static final Path ROOT = Path.of(System.getProperty("keytrail.root", ".."));
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s#]+)(#[^)]*)?\\)");

  @Test
  void links_leadToFilesThatAreThere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      Matcher links = LINK.matcher(withoutExamples(Files.readString(page)));
      while (links.find()) {
        String to = links.group(1);
        boolean foreign = to.startsWith("http://") || to.startsWith("https://");
        if (!foreign && !Files.exists(page.resolveSibling(to))) {
          broken.add(ROOT.relativize(page) + " -> " + to);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void pages_haveNoMarksOfAJoin() throws IOException {
    List<String> marked = new ArrayList<>();
    for (Path page : pages()) {
      for (String line : Files.readAllLines(page)) {
        if (line.startsWith("<<<<<<<") || line.startsWith(">>>>>>>") || line.equals("=======")) {
          marked.add(ROOT.relativize(page) + ": " + line);
        }
      }
    }
    assertThat(marked).isEmpty();
  }

  /// The formatter breaks a line of a doc comment that is too long, and what it breaks off is no
  /// doc comment any more: half a sentence is missing on the page then.
  @Test
  void docComments_areWhole() throws IOException {
    List<String> torn = new ArrayList<>();
    for (Path source : sources()) {
      String before = "";
      for (String line : Files.readAllLines(source)) {
        String text = line.strip();
        boolean ownRemark = text.startsWith("// WHY") || text.startsWith("// INVARIANT");
        if (before.startsWith("///") && text.startsWith("// ") && !ownRemark) {
          torn.add(ROOT.relativize(source) + ": " + text);
        }
        before = text;
      }
    }
    assertThat(torn).isEmpty();
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String module : List.of("policy-lang", "audit-index", "server")) {
      try (Stream<Path> all = Files.walk(ROOT.resolve(module).resolve("src"))) {
        all.filter(path -> path.toString().endsWith(".java")).forEach(sources::add);
      }
    }
    assertThat(sources).hasSizeGreaterThan(500);
    return sources;
  }

  /// Code is not prose: brackets there are no links.
  private static String withoutExamples(String text) {
    StringBuilder prose = new StringBuilder();
    String[] parts = text.split("```", -1);
    for (int i = 0; i < parts.length; i += 2) {
      prose.append(parts[i]);
    }
    return prose.toString();
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      List<Path> pages =
          Stream.concat(top, docs).filter(path -> path.toString().endsWith(".md")).toList();
      assertThat(pages).hasSizeGreaterThan(20);
      return pages;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
