package io.keytrail.server.bench;

import java.util.Locale;

/// Prints figures on stdout as they come.
final class Report {
  void heading(String text) {
    System.out.println();
    System.out.println(text);
  }

  void line(String format, Object... arguments) {
    System.out.println("  " + String.format(Locale.ROOT, format, arguments).stripTrailing());
  }
}
