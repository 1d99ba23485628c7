package io.keytrail.server.account;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The script that exports an account with read-only commands of the AWS CLI.
public final class ExportScript {
  private ExportScript() {}

  /// A script for a POSIX shell.
  public static String text() {
    try (InputStream script = ExportScript.class.getResourceAsStream("/account/export.sh")) {
      if (script == null) {
        throw new IllegalStateException("the program comes with its script");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
