package io.keytrail.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the pages for people point to exists.
final class PageLinksTest {
  private static final Path ROOT = Path.of(System.getProperty("keytrail.root"));

  @Test
  void links_leadToFilesThatExist() throws IOException {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Path page : pages()) {
      for (String target : links(Files.readString(page))) {
        links++;
        Path file = page.resolveSibling(target).normalize();
        if (!file.startsWith(ROOT) || !Files.exists(file)) {
          broken.add(ROOT.relativize(page) + " -> " + target);
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(links).as("links that were followed").isGreaterThan(30);
  }

  @Test
  void codeNamesInTheTour_areOfClassesThatExist() throws IOException {
    String tour = Files.readString(ROOT.resolve("docs/tour.md"));
    for (String target : links(tour)) {
      if (target.endsWith(".java")) {
        String name = Path.of(target).getFileName().toString().replace(".java", "");
        assertThat(tour).contains("[`" + name + "`](" + target + ")");
      }
    }
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
        Stream<Path> top = Files.list(ROOT)) {
      Stream.concat(docs, top).filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
    }
    return pages;
  }

  /// Targets of `[text](target)` that lie in this repository, without their fragments.
  private static List<String> links(String page) {
    List<String> targets = new ArrayList<>();
    int at = page.indexOf("](");
    while (at >= 0) {
      String target = page.substring(at + 2, page.indexOf(')', at));
      int fragment = target.indexOf('#');
      String file = fragment < 0 ? target : target.substring(0, fragment);
      if (!file.isEmpty() && !file.contains("://")) {
        targets.add(file);
      }
      at = page.indexOf("](", at + 2);
    }
    return targets;
  }
}
