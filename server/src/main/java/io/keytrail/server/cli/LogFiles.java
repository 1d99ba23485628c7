package io.keytrail.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The files that an import's arguments mean: a file as it is named, of a folder all that are
/// called `*.json` or `*.json.gz`, however deep.
final class LogFiles {
  private LogFiles() {}

  /// @param name by which it is shown: for files of a folder, with their path in it
  record LogFile(Path path, String name) {}

  /// In the order of the arguments, and of names inside a folder.
  ///
  /// @throws IllegalArgumentException with words for a person, if there is nothing to import
  static List<LogFile> of(List<Path> arguments) throws IOException {
    List<LogFile> files = new ArrayList<>();
    for (Path argument : arguments) {
      if (Files.isDirectory(argument)) {
        files.addAll(inside(argument));
      } else if (Files.isReadable(argument)) {
        files.add(new LogFile(argument, shown(argument.getFileName().toString())));
      } else {
        throw new IllegalArgumentException(
            Files.exists(argument)
                ? "the file " + argument + " cannot be read"
                : "there is no file " + argument);
      }
    }
    return files;
  }

  private static List<LogFile> inside(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<LogFile> found =
          all.filter(Files::isRegularFile)
              .filter(LogFiles::isLogFile)
              .sorted()
              .map(file -> new LogFile(file, shown(folder.relativize(file).toString())))
              .toList();
      if (found.isEmpty()) {
        throw new IllegalArgumentException(
            "the folder " + folder + " holds no *.json and no *.json.gz");
      }
      return found;
    }
  }

  private static boolean isLogFile(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".json") || name.endsWith(".json.gz");
  }

  /// As the server takes names: the end of a long one, nothing that would confuse a terminal.
  private static String shown(String name) {
    String end = name.substring(Math.max(0, name.length() - 1_024));
    StringBuilder out = new StringBuilder(end.length());
    for (int i = 0; i < end.length(); i++) {
      char c = end.charAt(i);
      out.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '_' : c);
    }
    return out.toString();
  }
}
