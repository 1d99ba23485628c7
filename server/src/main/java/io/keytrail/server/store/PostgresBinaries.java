package io.keytrail.server.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's programs, unpacked from the class path into `DATA/pgbin-CHECKSUM`. The folder
/// appears at once and whole, or not at all; one of another release stays beside it until the
/// operator deletes it. Blocking.
final class PostgresBinaries {
  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

  private PostgresBinaries() {}

  /// @return the folder that holds `bin/postgres`
  static Path unpackInto(Path data) throws IOException {
    Path folder = data.resolve("pgbin-" + checksum());
    if (Files.isDirectory(folder)) {
      return folder;
    }
    Path draft = data.resolve(folder.getFileName() + ".new");
    Folders.delete(draft);
    Files.createDirectory(draft);
    try (InputStream archive = open();
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(draft, entry, tar);
      }
    }
    finish(draft);
    Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    Folders.sync(data);
    return folder;
  }

  private static void unpack(Path root, TarArchiveEntry entry, InputStream content)
      throws IOException {
    Path target = root.resolve(entry.getName()).normalize();
    if (!target.startsWith(root)) {
      throw new IOException("the PostgreSQL archive names a file outside of its folder");
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
    } else if (entry.isSymbolicLink()) {
      Files.createDirectories(target.resolveSibling(""));
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else if (entry.isFile()) {
      Files.createDirectories(target.resolveSibling(""));
      Files.copy(content, target);
      Files.setPosixFilePermissions(target, rights((entry.getMode() & 0100) != 0));
    }
  }

  /// Whatever our umask is, and on disk before the folder gets its name.
  private static void finish(Path draft) throws IOException {
    for (Path path : Folders.contents(draft).toList()) {
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        Files.setPosixFilePermissions(path, rights(true));
      }
      if (!Files.isSymbolicLink(path)) {
        Folders.sync(path);
      }
    }
  }

  private static Set<PosixFilePermission> rights(boolean executable) {
    Set<PosixFilePermission> rights =
        EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.OTHERS_READ);
    if (executable) {
      rights.add(PosixFilePermission.OWNER_EXECUTE);
      rights.add(PosixFilePermission.GROUP_EXECUTE);
      rights.add(PosixFilePermission.OTHERS_EXECUTE);
    }
    return rights;
  }

  /// The archive's CRC-32, read from the jar's directory where there is one, so that a start does
  /// not read 15 MB.
  private static String checksum() throws IOException {
    URLConnection connection = resource().openConnection();
    connection.setUseCaches(false);
    if (connection instanceof JarURLConnection jar) {
      JarEntry entry = jar.getJarEntry();
      try (var file = jar.getJarFile()) {
        return "%08x".formatted(file.getEntry(entry.getName()).getCrc());
      }
    }
    try (CheckedInputStream in = new CheckedInputStream(open(), new CRC32())) {
      in.transferTo(OutputStream.nullOutputStream());
      return "%08x".formatted(in.getChecksum().getValue());
    }
  }

  private static InputStream open() throws IOException {
    return resource().openStream();
  }

  private static URL resource() throws IOException {
    URL resource = PostgresBinaries.class.getResource(ARCHIVE);
    if (resource == null) {
      throw new IOException(
          "this build holds no PostgreSQL for this kind of machine, give `--database`");
    }
    return resource;
  }
}
