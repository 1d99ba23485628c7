package io.keytrail.server.imports;

import io.keytrail.server.invoke.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folder in which received files wait for their job (`DATA/imports`, mode 0700). It has an id
/// of its own, by which a job that another server claims is told from one whose file is gone.
public final class Spool {
  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
  private static final String SUFFIX = ".import";
  private static final String ID_FILE = "id";

  /// Older than any upload, and than any transaction that follows one.
  private static final Duration ABANDONED = Duration.ofHours(3);

  private final Path folder;
  private final UUID id;
  private final WorkerExecutor workers;
  private final InstantSource clock;

  private Spool(Path folder, UUID id, WorkerExecutor workers, InstantSource clock) {
    this.folder = folder;
    this.id = id;
    this.workers = workers;
    this.clock = clock;
  }

  /// Opens the folder, or makes it. Blocking.
  public static Spool open(Vertx vertx, Path folder, InstantSource clock) {
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      return new Spool(
          folder,
          readOrMakeId(folder.resolve(ID_FILE)),
          vertx.createSharedWorkerExecutor("keytrail-imports", 1),
          clock);
    } catch (IOException e) {
      throw new UncheckedIOException("the folder " + folder + " cannot be used", e);
    }
  }

  private static UUID readOrMakeId(Path file) throws IOException {
    if (Files.notExists(file)) {
      Path draft = file.resolveSibling(ID_FILE + ".new");
      Files.writeString(draft, UUID.randomUUID().toString());
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return UUID.fromString(Files.readString(file).strip());
  }

  Path folder() {
    return folder;
  }

  UUID id() {
    return id;
  }

  /// Where the file of an import lies.
  Path file(UUID importId) {
    return folder.resolve(importId + SUFFIX);
  }

  /// Takes a received file over; it is on disk under its import's name when this succeeds. Fails
  /// with [Problem] where it is none that could be imported, and then it is gone.
  Future<Void> adopt(Path received, UUID importId) {
    return workers
        .executeBlocking(
            () -> {
              Optional<Problem> complaint = FirstBytes.complaint(received);
              if (complaint.isPresent()) {
                Files.delete(received);
                throw complaint.get();
              }
              Files.move(received, file(importId), StandardCopyOption.ATOMIC_MOVE);
              flushFolder();
              return importId;
            })
        .mapEmpty();
  }

  private void flushFolder() throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// Blocking. A file that is gone already is well.
  void delete(UUID importId) {
    try {
      Files.deleteIfExists(file(importId));
    } catch (IOException e) {
      LOG.warn("the file of import {} was not deleted; that is tried again", importId, e);
    }
  }

  /// Deletes files that nobody will read any more: of imports that have ended, and of uploads that
  /// were cut off by the server's end.
  ///
  /// @param ended whether that import has
  public Future<Void> sweep(Function<UUID, Future<Boolean>> ended) {
    return workers
        .executeBlocking(this::abandoned)
        .compose(
            names -> {
              Future<Void> done = Future.succeededFuture();
              for (UUID name : names) {
                done = done.compose(_ -> ended.apply(name)).compose(over -> deleteIf(over, name));
              }
              return done;
            });
  }

  private Future<Void> deleteIf(boolean over, UUID name) {
    return over
        ? workers
            .executeBlocking(
                () -> {
                  delete(name);
                  return name;
                })
            .mapEmpty()
        : Future.succeededFuture();
  }

  /// Deletes old drafts, and lists the imports of old files.
  private List<UUID> abandoned() throws IOException {
    List<UUID> imports = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path file : all) {
        String name = file.getFileName().toString();
        if (name.equals(ID_FILE) || !isOld(file)) {
          continue;
        }
        if (name.endsWith(SUFFIX)) {
          imports.add(UUID.fromString(name.substring(0, name.length() - SUFFIX.length())));
        } else if (name.endsWith(".part")) {
          Files.deleteIfExists(file);
        }
      }
    }
    return imports;
  }

  private boolean isOld(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(clock.instant().minus(ABANDONED));
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  /// What a file begins with says whether it can be one.
  private static final class FirstBytes {
    private static final int LOOKED_AT = 4_096;

    static Optional<Problem> complaint(Path file) throws IOException {
      byte[] bytes;
      try (InputStream in = Files.newInputStream(file)) {
        bytes = in.readNBytes(LOOKED_AT);
      }
      if (bytes.length == 0) {
        return Optional.of(
            problem("the body is empty; send a CloudTrail log file, plain or compressed by gzip"));
      }
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      String bare = text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text;
      boolean sound =
          text.startsWith("\u001f\u008b")
              || bare.isBlank()
              || bare.stripLeading().startsWith("{")
              || bare.stripLeading().startsWith("[");
      return sound
          ? Optional.empty()
          : Optional.of(
              problem(
                  "the body is no CloudTrail log file: it begins neither like gzip nor like JSON"));
    }

    private static Problem problem(String detail) {
      return Problem.of(400, "NOT_A_LOG_FILE", detail);
    }
  }
}
