package io.keytrail.server.cli;

import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.PolicyLanguage.Formatted;
import io.keytrail.server.report.Finding;
import io.keytrail.server.report.ReportFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `keytrail format`: the one layout of policy documents.
@Command(
    name = "format",
    description = {
      "Lays policy documents out in the one way: elements in order, two spaces, short things on a line.",
      "Their meaning is not changed. Exit: 0 done; 3 a file is no JSON; 4 --check found files to format."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class FormatCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "policy documents, or folders of *.json")
  private List<Path> files = List.of();

  @Option(names = "--write", description = "write the files instead of stdout")
  private boolean write;

  @Option(names = "--check", description = "change nothing; name the files that are not formatted")
  private boolean check;

  @Override
  public Integer call() throws IOException {
    List<Path> all = PolicyFiles.expand(files, List.of(".json"));
    if (write && check) {
      throw usage("--write and --check exclude each other");
    }
    if (!write && !check && all.size() != 1) {
      throw usage("several files need --write or --check");
    }
    List<Finding> malformed = new ArrayList<>();
    int changed = 0;
    for (Path file : all) {
      String text = PolicyFiles.read(file);
      Formatted formatted = PolicyLanguage.format(text);
      formatted
          .errors()
          .forEach(one -> malformed.add(Finding.of(PolicyFiles.shown(file), one, "")));
      if (formatted.text().isPresent()) {
        changed += put(file, text, formatted.text().get());
      }
    }
    return exit(malformed, changed);
  }

  /// 1 if the file is not formatted.
  private int put(Path file, String before, String after) throws IOException {
    PrintWriter out = Output.of(spec);
    boolean differs = !before.equals(after);
    if (check) {
      if (differs) {
        out.println(PolicyFiles.shown(file));
      }
    } else if (write) {
      if (differs) {
        Files.writeString(file, after);
        Output.note(spec, "formatted " + PolicyFiles.shown(file));
      }
    } else {
      out.print(after);
    }
    out.flush();
    return differs ? 1 : 0;
  }

  private int exit(List<Finding> malformed, int changed) {
    if (!malformed.isEmpty()) {
      PrintWriter err = Output.required(spec).commandLine().getErr();
      err.print(ReportFormat.TEXT.findings(List.of(), malformed, Map.of()));
      err.flush();
      return ExitCodes.INVALID;
    }
    return check && changed > 0 ? ExitCodes.EXPECTATION_FAILED : ExitCodes.OK;
  }

  private ParameterException usage(String words) {
    return new ParameterException(Output.required(spec).commandLine(), words);
  }
}
