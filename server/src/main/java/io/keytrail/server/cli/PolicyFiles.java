package io.keytrail.server.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Files of the command line.
final class PolicyFiles {
  private PolicyFiles() {}

  /// Files as they are; of folders every file below with one of the endings, in the order of names.
  ///
  /// @throws IOException with words for a person
  static List<Path> expand(List<Path> given, List<String> endings) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : given) {
      if (!Files.isDirectory(path)) {
        files.add(path);
        continue;
      }
      try (Stream<Path> below = Files.walk(path)) {
        below
            .filter(Files::isRegularFile)
            .filter(file -> endings.stream().anyMatch(e -> file.toString().endsWith(e)))
            .sorted()
            .forEach(files::add);
      }
    }
    return files;
  }

  static String read(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException missing) {
      throw new IOException(shown(file) + ": there is no such file", missing);
    } catch (CharacterCodingException malformed) {
      throw new IOException(shown(file) + ": is no text in UTF-8", malformed);
    } catch (IOException unreadable) {
      throw new IOException(shown(file) + ": cannot be read", unreadable);
    }
  }

  /// As reports name it, the same on every system.
  static String shown(Path file) {
    return file.toString().replace('\\', '/');
  }
}
