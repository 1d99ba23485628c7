package io.keytrail.server.cli;

import io.keytrail.server.account.ExportScript;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `keytrail account`: accounts of a running deployment, and a user's own account at AWS.
@Command(
    name = "account",
    description = {
      "Manages the accounts of a running deployment; and takes a snapshot of an account at AWS,",
      "so that questions are asked of its real policies (docs/account.md)."
    },
    mixinStandardHelpOptions = true,
    subcommands = {
      AccountCommand.Create.class,
      AccountCommand.Export.class,
      AccountImportCommand.class
    })
public final class AccountCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it runs a command");
    }
    throw new ParameterException(
        spec.commandLine(), "say what to do: account (create ID | export-script | import DIR)");
  }

  /// Adds an account and prints its root user's access key, once, as JSON.
  @Command(
      name = "create",
      description =
          "Adds an account; prints its root user's access key, which is shown this once only.",
      mixinStandardHelpOptions = true)
  static final class Create implements Callable<Integer> {
    @Mixin private Connection connection = new Connection();

    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "account id, 12 digits")
    private String id = "";

    @Override
    public Integer call() throws Exception {
      if (id.length() != 12 || !id.chars().allMatch(c -> c >= '0' && c <= '9')) {
        if (spec == null) {
          throw new IllegalStateException("picocli sets the spec before it runs a command");
        }
        throw new ParameterException(
            spec.commandLine(), "`" + id + "` is not an account id of 12 digits");
      }
      System.out.println(connection.post("/api/v1/accounts", "{\"accountId\":\"" + id + "\"}"));
      return 0;
    }
  }

  /// Prints the script that exports an account.
  @Command(
      name = "export-script",
      description = {
        "Prints a shell script that exports an account with read-only commands of the AWS CLI:",
        "  ./keytrail account export-script > export.sh && sh export.sh DIR us-west-2"
      },
      mixinStandardHelpOptions = true)
  static final class Export implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
      PrintWriter out = Output.of(spec);
      out.print(ExportScript.text());
      out.flush();
      return ExitCodes.OK;
    }
  }
}
