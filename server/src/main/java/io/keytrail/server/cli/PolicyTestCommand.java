package io.keytrail.server.cli;

import io.keytrail.server.account.SnapshotFolder;
import io.keytrail.server.policytest.InvalidSuite;
import io.keytrail.server.policytest.SuiteReader;
import io.keytrail.server.policytest.SuiteReport;
import io.keytrail.server.policytest.SuiteResult;
import io.keytrail.server.policytest.SuiteRunner;
import io.keytrail.server.report.Finding;
import io.keytrail.server.report.ReportFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `keytrail policy-test`: runs a user's policy tests.
@Command(
    name = "policy-test",
    description = {
      "Runs policy tests (YAML or JSON, see docs/policy-tests.md) without a server.",
      "Exit: 0 all passed; 3 a file is invalid; 4 a test failed."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class PolicyTestCommand implements Callable<Integer> {
  private static final List<String> ENDINGS =
      List.of(".keytrail.yaml", ".keytrail.yml", ".keytrail.json");

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "test files, or folders of *.keytrail.yaml (.yml, .json)")
  private List<Path> files = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "TEXT",
      description = "${COMPLETION-CANDIDATES} (default: TEXT)")
  private ReportFormat format = ReportFormat.TEXT;

  @Option(
      names = "--coverage",
      description = "list the statements that decided nothing in any test")
  private boolean coverage;

  @Option(
      names = "--account",
      paramLabel = "DIR",
      description = {
        "an account's snapshot or export (docs/account.md): its policies decide the files that",
        "have no `policies` of their own"
      })
  private @Nullable Path account;

  @Override
  public Integer call() throws IOException {
    List<SuiteResult> results = new ArrayList<>();
    List<Finding> invalid = new ArrayList<>();
    var runner =
        account == null ? new SuiteRunner() : new SuiteRunner(SnapshotFolder.open(account));
    for (Path file : PolicyFiles.expand(files, ENDINGS)) {
      try {
        results.add(runner.run(SuiteReader.read(file)));
      } catch (InvalidSuite malformed) {
        invalid.add(malformed.finding());
      }
    }
    if (results.isEmpty() && invalid.isEmpty()) {
      Output.note(spec, "there is no test file (*.keytrail.yaml) in what was named");
      return ExitCodes.INVALID;
    }
    report(results, invalid);
    if (!invalid.isEmpty()) {
      return ExitCodes.INVALID;
    }
    return results.stream().allMatch(SuiteResult::passed)
        ? ExitCodes.OK
        : ExitCodes.EXPECTATION_FAILED;
  }

  private void report(List<SuiteResult> results, List<Finding> invalid) {
    PrintWriter out = Output.of(spec);
    out.print(SuiteReport.of(results, format, coverage));
    out.flush();
    if (!invalid.isEmpty()) {
      boolean forPeople = format == ReportFormat.TEXT || format == ReportFormat.JUNIT;
      PrintWriter err = Output.required(spec).commandLine().getErr();
      err.print((forPeople ? ReportFormat.TEXT : format).findings(List.of(), invalid, Map.of()));
      err.flush();
    }
  }
}
