package io.keytrail.server.cli;

import io.keytrail.audit.json.JsonWriter;
import io.keytrail.policy.condition.Severity;
import io.keytrail.server.account.ExportReader;
import io.keytrail.server.account.SnapshotFindings;
import io.keytrail.server.account.SnapshotFolder;
import io.keytrail.server.report.Finding;
import io.keytrail.server.report.ReportFormat;
import io.keytrail.server.simulate.snapshot.AccountSnapshot;
import io.keytrail.server.simulate.snapshot.SnapshotJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `keytrail account import DIR`: a dated snapshot of what the export script wrote.
@Command(
    name = "import",
    description = {
      "Keeps an export of an account as a dated snapshot under DATA/snapshots, each policy as a",
      "file of its own, and says what is wrong with them. Nothing is sent anywhere, but for",
      "--server. Exit: 0 done; 3 done, and a policy is invalid."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class AccountImportCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private Connection connection = new Connection();

  @Parameters(paramLabel = "DIR", description = "the folder that the export script wrote")
  private Path folder = Path.of("");

  @Option(
      names = "--server",
      description = "also hand it to the running server, for questions with \"snapshot\"")
  private boolean server;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "TEXT",
      description = "of the findings: ${COMPLETION-CANDIDATES} (default: TEXT)")
  private ReportFormat format = ReportFormat.TEXT;

  @Override
  public Integer call() throws IOException, InterruptedException {
    AccountSnapshot snapshot = ExportReader.read(folder);
    Path kept = SnapshotFolder.write(snapshot, connection.data().resolve("snapshots"));
    List<Finding> findings = report(snapshot, kept);
    note(snapshot, kept);
    if (server) {
      String made =
          connection.post("/api/v1/snapshots", JsonWriter.toText(SnapshotJson.write(snapshot)));
      Output.note(spec, "the server keeps it: " + made);
    }
    return findings.stream().anyMatch(one -> one.severity() == Severity.ERROR)
        ? ExitCodes.INVALID
        : ExitCodes.OK;
  }

  private List<Finding> report(AccountSnapshot snapshot, Path kept) {
    Map<String, String> sources = new LinkedHashMap<>();
    snapshot.policies().forEach((name, text) -> sources.put(file(kept, name), text));
    List<Finding> findings = SnapshotFindings.of(snapshot, name -> file(kept, name));
    PrintWriter out = Output.of(spec);
    out.print(format.findings(List.copyOf(sources.keySet()), findings, sources));
    out.flush();
    return findings;
  }

  private static String file(Path kept, String policy) {
    return PolicyFiles.shown(SnapshotFolder.file(kept, policy));
  }

  private void note(AccountSnapshot snapshot, Path kept) {
    Output.note(
        spec,
        "account %s as of %s: %d users and roles, %d keys, %d policies"
            .formatted(
                snapshot.account(),
                snapshot.taken(),
                snapshot.principals().size(),
                snapshot.keys().size(),
                snapshot.policies().size()));
    snapshot.unread().forEach(line -> Output.note(spec, "not read: " + line));
    Output.note(spec, "kept in " + PolicyFiles.shown(kept));
  }
}
