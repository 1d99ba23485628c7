package io.keytrail.server.report;

import io.keytrail.policy.condition.Severity;
import java.util.List;

/// JUnit's XML, which every CI shows.
public final class JUnitReport {
  private JUnitReport() {}

  /// A checked thing.
  ///
  /// @param failure empty if it passed
  /// @param details more lines for a failure
  public record Case(String name, String failure, String details) {}

  /// @param name of the suite: a file
  public record Suite(String name, List<Case> cases) {
    public Suite {
      cases = List.copyOf(cases);
    }
  }

  /// Warnings and errors fail their file's case; hints do not.
  static String findings(List<String> checked, List<Finding> findings) {
    List<Suite> suites =
        checked.stream()
            .map(
                file -> {
                  List<Finding> grave =
                      findings.stream()
                          .filter(one -> one.file().equals(file))
                          .filter(one -> one.severity() != Severity.HINT)
                          .toList();
                  String first = grave.isEmpty() ? "" : grave.getFirst().sentence();
                  String all = TextReport.findings(grave, java.util.Map.of());
                  return new Suite(file, List.of(new Case("lint", first, all)));
                })
            .toList();
    return suites(suites);
  }

  public static String suites(List<Suite> suites) {
    StringBuilder out =
        new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    for (Suite suite : suites) {
      long failed = suite.cases().stream().filter(one -> !one.failure().isEmpty()).count();
      out.append("  <testsuite name=\"")
          .append(XmlText.escape(suite.name()))
          .append("\" tests=\"")
          .append(suite.cases().size())
          .append("\" failures=\"")
          .append(failed)
          .append("\" errors=\"0\">\n");
      suite.cases().forEach(one -> testCase(out, suite.name(), one));
      out.append("  </testsuite>\n");
    }
    return out.append("</testsuites>\n").toString();
  }

  private static void testCase(StringBuilder out, String suite, Case one) {
    out.append("    <testcase classname=\"")
        .append(XmlText.escape(suite))
        .append("\" name=\"")
        .append(XmlText.escape(one.name()))
        .append('"');
    if (one.failure().isEmpty()) {
      out.append("/>\n");
      return;
    }
    out.append("><failure message=\"")
        .append(XmlText.escape(one.failure()))
        .append("\">")
        .append(XmlText.escape(one.details()))
        .append("</failure></testcase>\n");
  }
}
