package io.keytrail.server.policytest;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.policy.condition.Position;
import io.keytrail.policy.condition.Severity;
import io.keytrail.policy.condition.Span;
import io.keytrail.server.policytest.SuiteResult.CaseResult;
import io.keytrail.server.report.Finding;
import io.keytrail.server.report.JUnitReport;
import io.keytrail.server.report.ReportFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// The results of suites in the forms of [ReportFormat].
public final class SuiteReport {
  private SuiteReport() {}

  /// @param coverage whether to list statements that never decided anything (text and JSON)
  public static String of(List<SuiteResult> results, ReportFormat format, boolean coverage) {
    return switch (format) {
      case TEXT -> text(results, coverage);
      case JSON -> json(results, coverage);
      case JUNIT -> junit(results);
      case SARIF, GITHUB -> format.findings(List.of(), failures(results), Map.of());
    };
  }

  private static String text(List<SuiteResult> results, boolean coverage) {
    StringBuilder out = new StringBuilder();
    for (SuiteResult result : results) {
      out.append(result.suite().name()).append(" (").append(result.suite().file()).append(")\n");
      for (CaseResult one : result.cases()) {
        out.append(one.passed() ? "  ok    " : "  FAIL  ").append(one.name()).append('\n');
        if (!one.passed()) {
          out.append(
              "        %s:%d:%d: %s\n        %s\n"
                  .formatted(
                      result.suite().file(),
                      one.at().line(),
                      one.at().column(),
                      one.failure(),
                      one.summary()));
        }
      }
      if (coverage) {
        out.append(coverage(result));
      }
    }
    long all = results.stream().mapToLong(one -> one.cases().size()).sum();
    long failed = failed(results);
    return out.append("%d passed, %d failed\n".formatted(all - failed, failed)).toString();
  }

  private static String coverage(SuiteResult result) {
    TreeSet<String> idle = new TreeSet<>(result.statements());
    idle.removeAll(result.decisive());
    long decisive = result.statements().stream().filter(result.decisive()::contains).count();
    StringBuilder out =
        new StringBuilder(
            "  coverage: %d of %d statements decided something%s\n"
                .formatted(decisive, result.statements().size(), idle.isEmpty() ? "" : "; never:"));
    idle.forEach(one -> out.append("    ").append(one).append('\n'));
    return out.toString();
  }

  private static long failed(List<SuiteResult> results) {
    return results.stream()
        .flatMap(one -> one.cases().stream())
        .filter(one -> !one.passed())
        .count();
  }

  private static String json(List<SuiteResult> results, boolean coverage) {
    List<JsonValue> suites = results.stream().<JsonValue>map(one -> suite(one, coverage)).toList();
    JsonObject report =
        JsonObject.builder()
            .put("suites", new JsonArray(suites))
            .put("failed", failed(results))
            .build();
    return JsonWriter.toText(report) + "\n";
  }

  private static JsonObject suite(SuiteResult result, boolean coverage) {
    List<JsonValue> cases =
        result.cases().stream()
            .<JsonValue>map(
                one ->
                    JsonObject.builder()
                        .put("name", one.name())
                        .put("line", one.at().line())
                        .put("passed", one.passed())
                        .put("failure", one.failure())
                        .put("summary", one.summary())
                        .build())
            .toList();
    JsonObject.Builder suite =
        JsonObject.builder()
            .put("file", result.suite().file())
            .put("name", result.suite().name())
            .put("tests", new JsonArray(cases));
    if (coverage) {
      TreeSet<String> idle = new TreeSet<>(result.statements());
      idle.removeAll(result.decisive());
      suite.put("neverDecisive", JsonArray.ofStrings(idle));
    }
    return suite.build();
  }

  private static String junit(List<SuiteResult> results) {
    return JUnitReport.suites(
        results.stream()
            .map(
                result ->
                    new JUnitReport.Suite(
                        result.suite().file(),
                        result.cases().stream()
                            .map(
                                one ->
                                    new JUnitReport.Case(one.name(), one.failure(), one.summary()))
                            .toList()))
            .toList());
  }

  private static List<Finding> failures(List<SuiteResult> results) {
    return results.stream()
        .flatMap(
            result ->
                result.cases().stream()
                    .filter(one -> !one.passed())
                    .map(one -> finding(result.suite().file(), one)))
        .toList();
  }

  private static Finding finding(String file, CaseResult one) {
    Position end = new Position(one.at().line(), one.at().column() + 1);
    return new Finding(
        file,
        "POLICY_TEST_FAILED",
        Severity.ERROR,
        new Span(one.at(), end),
        "%s: %s; %s".formatted(one.name(), one.failure(), one.summary()),
        "",
        one.name());
  }
}
