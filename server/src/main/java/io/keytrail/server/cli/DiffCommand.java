package io.keytrail.server.cli;

import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.ast.PolicyDocument;
import io.keytrail.policy.check.Parsed;
import io.keytrail.server.policydiff.DiffText;
import io.keytrail.server.policydiff.GivenRequests;
import io.keytrail.server.policydiff.PolicyDiff;
import io.keytrail.server.report.Finding;
import io.keytrail.server.report.ReportFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `keytrail diff`: what two versions of a policy decide differently.
@Command(
    name = "diff",
    description = {
      "Puts generated requests (and given ones) to two versions of a policy and lists what is newly",
      "allowed and newly denied, each with a request that shows it. That nothing is found is no proof.",
      "Exit: 0 no new access found; 3 a policy is invalid; 5 new access found."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class DiffCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "OLD", description = "the policy as it is")
  private Path before = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW", description = "the policy as it shall be")
  private Path after = Path.of("");

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      defaultValue = "AUTO",
      description = "${COMPLETION-CANDIDATES} (default: AUTO, by what stands in OLD)")
  private PolicyKind kind = PolicyKind.AUTO;

  @Option(
      names = "--account",
      paramLabel = "ID",
      defaultValue = "123456789012",
      description = "the account that owns the policy (default: 123456789012)")
  private String account = "";

  @Option(
      names = "--requests",
      paramLabel = "FILE",
      description = "put these too: a JSON list of requests as POST /api/v1/simulate takes them")
  private @Nullable Path requests;

  @Option(names = "--json", description = "print the differences as JSON")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (account.length() != 12 || !account.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new ParameterException(
          Output.required(spec).commandLine(), "`" + account + "` is no account id of 12 digits");
    }
    String oldText = PolicyFiles.read(before);
    DocumentKind found = kind.of(oldText);
    Optional<PolicyDocument> oldPolicy = parse(before, oldText, found);
    Optional<PolicyDocument> newPolicy = parse(after, PolicyFiles.read(after), found);
    if (oldPolicy.isEmpty() || newPolicy.isEmpty()) {
      return ExitCodes.INVALID;
    }
    var diff = new PolicyDiff(oldPolicy.get(), newPolicy.get());
    PolicyDiff.Result result = diff.generated(account);
    if (requests != null) {
      result = DiffText.joined(result, diff.run(GivenRequests.read(PolicyFiles.read(requests))));
    }
    PrintWriter out = Output.of(spec);
    out.print(json ? DiffText.json(result) : DiffText.text(result));
    out.flush();
    Output.note(
        spec,
        "%d requests put to both; %d differences"
            .formatted(result.requests(), result.differences().size()));
    return result.hasNewAccess() ? ExitCodes.NEW_ACCESS : ExitCodes.OK;
  }

  private Optional<PolicyDocument> parse(Path file, String text, DocumentKind found) {
    Parsed parsed = PolicyLanguage.parse(text, found);
    if (parsed.document().isEmpty()) {
      String name = PolicyFiles.shown(file);
      List<Finding> findings =
          parsed.errors().stream().map(one -> Finding.of(name, one, "")).toList();
      PrintWriter err = Output.required(spec).commandLine().getErr();
      err.print(ReportFormat.TEXT.findings(List.of(name), findings, Map.of(name, text)));
      err.flush();
    }
    return parsed.document();
  }
}
