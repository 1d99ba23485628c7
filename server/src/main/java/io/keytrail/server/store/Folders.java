package io.keytrail.server.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// What one does to whole folders. Blocking.
final class Folders {
  private Folders() {}

  /// Deletes the folder and all in it, following no link. Nothing there is fine.
  static void delete(Path folder) throws IOException {
    if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    for (Path path : contents(folder).sorted(Comparator.reverseOrder()).toList()) {
      Files.delete(path);
    }
  }

  /// Makes the names in a folder, or the content of a file, durable.
  static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// Gives the folder and all in it to another user; only root can.
  static void giveTo(int uid, Path folder) throws IOException {
    for (Path path : contents(folder).toList()) {
      Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /// The folder itself and all in it, a folder before what it holds. Follows no link.
  static Stream<Path> contents(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return List.copyOf(walk.toList()).stream();
    }
  }
}
