package io.keytrail.server;

import io.keytrail.server.cli.AccountCommand;
import io.keytrail.server.cli.DiffCommand;
import io.keytrail.server.cli.DirectoryCommand;
import io.keytrail.server.cli.FormatCommand;
import io.keytrail.server.cli.ImportCommand;
import io.keytrail.server.cli.LintCommand;
import io.keytrail.server.cli.PolicyTestCommand;
import io.keytrail.server.cli.ServeCommand;
import io.keytrail.server.cli.SignInCommand;
import io.keytrail.server.cli.SimulateCommand;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The program. Exit codes: 0 ok, 1 internal, 2 usage, 3 invalid policy or test file, 4 an
/// expectation failed, 5 new access found.
@Command(
    name = "keytrail",
    description = "Decides, does and remembers what happens to encryption keys.",
    mixinStandardHelpOptions = true,
    version = "keytrail " + Release.VERSION,
    subcommands = {
      ServeCommand.class,
      SignInCommand.class,
      AccountCommand.class,
      DirectoryCommand.class,
      ImportCommand.class,
      SimulateCommand.class,
      LintCommand.class,
      FormatCommand.class,
      PolicyTestCommand.class,
      DiffCommand.class
    })
public final class Main {
  /// Kept, because java.util.logging forgets the settings of loggers that nobody holds.
  private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

  private Main() {}

  public static void main(String[] args) {
    // It advises a JVM flag that our measurements found no use for.
    LUCENE.setLevel(Level.SEVERE);
    int code =
        new CommandLine(new Main())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(
                (failure, command, _) -> {
                  command.getErr().println("keytrail: " + reason(failure));
                  return command.getCommandSpec().exitCodeOnExecutionException();
                })
            .execute(args);
    System.exit(code);
  }

  /// The words of the innermost failure that has any: wrappers of async code say nothing to a
  /// person.
  private static String reason(Throwable failure) {
    Throwable at = failure;
    while (at.getCause() != null && at != at.getCause()) {
      at = at.getCause();
    }
    String message = at.getMessage();
    return message == null || message.isBlank() ? at.toString() : message;
  }
}
