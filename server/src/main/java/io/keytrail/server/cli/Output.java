package io.keytrail.server.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// Data goes to stdout, words for people to stderr.
final class Output {
  private Output() {}

  static PrintWriter of(@Nullable CommandSpec spec) {
    return required(spec).commandLine().getOut();
  }

  static void note(@Nullable CommandSpec spec, String words) {
    PrintWriter err = required(spec).commandLine().getErr();
    err.println("keytrail: " + words);
    err.flush();
  }

  static CommandSpec required(@Nullable CommandSpec spec) {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it runs a command");
    }
    return spec;
  }
}
