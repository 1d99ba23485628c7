package io.keytrail.server.cli;

import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.condition.Diagnostic;
import io.keytrail.policy.condition.Severity;
import io.keytrail.server.report.Finding;
import io.keytrail.server.report.ReportFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `keytrail lint`: what is wrong with policies, and what is hardly meant.
@Command(
    name = "lint",
    description = {
      "Checks policy documents without a server: errors, warnings and hints, with places.",
      "Exit: 0 no errors; 3 a policy is invalid; 4 something as grave as --fail-on was found."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class LintCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "policy documents, or folders of *.json")
  private List<Path> files = List.of();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      defaultValue = "AUTO",
      description = "${COMPLETION-CANDIDATES} (default: AUTO, by what stands in the document)")
  private PolicyKind kind = PolicyKind.AUTO;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "TEXT",
      description = "${COMPLETION-CANDIDATES} (default: TEXT)")
  private ReportFormat format = ReportFormat.TEXT;

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      defaultValue = "ERROR",
      description = "ERROR, WARNING or HINT: exit 4 if something that grave is found")
  private Severity failOn = Severity.ERROR;

  @Override
  public Integer call() throws IOException {
    Map<String, String> sources = new LinkedHashMap<>();
    for (Path file : PolicyFiles.expand(files, List.of(".json"))) {
      sources.put(PolicyFiles.shown(file), PolicyFiles.read(file));
    }
    List<Finding> findings = new ArrayList<>();
    sources.forEach((file, text) -> findings.addAll(lint(file, text)));
    PrintWriter out = Output.of(spec);
    out.print(format.findings(List.copyOf(sources.keySet()), findings, sources));
    out.flush();
    Output.note(
        spec,
        "%d findings in %d %s"
            .formatted(findings.size(), sources.size(), sources.size() == 1 ? "file" : "files"));
    return exit(findings);
  }

  private List<Finding> lint(String file, String text) {
    var names = new StatementNames(text);
    List<Finding> findings = new ArrayList<>();
    for (Diagnostic one : PolicyLanguage.lint(text, kind.of(text))) {
      findings.add(Finding.of(file, one, names.at(one.span().start())));
    }
    return findings;
  }

  private int exit(List<Finding> findings) {
    if (findings.stream().anyMatch(one -> one.severity() == Severity.ERROR)) {
      return ExitCodes.INVALID;
    }
    return findings.stream().anyMatch(one -> one.severity().compareTo(failOn) <= 0)
        ? ExitCodes.EXPECTATION_FAILED
        : ExitCodes.OK;
  }
}
