package io.keytrail.server.http;

import io.keytrail.server.invoke.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A file that a body is written to, counted and hashed as it comes. Mode 0600. Confined to one
/// event loop.
final class ReceivedFile {
  private static final Logger LOG = LoggerFactory.getLogger(ReceivedFile.class);

  /// What must be left on the disk beside the file.
  private static final long SPARE_BYTES = 256L << 20;

  private final Vertx vertx;
  private final Path path;
  private final AsyncFile file;
  private final MessageDigest digest = sha256Digest();
  private long bytes;
  private boolean discarded;

  private ReceivedFile(Vertx vertx, Path path, AsyncFile file) {
    this.vertx = vertx;
    this.path = path;
    this.file = file;
  }

  /// Fails with [Problem] where there is no room.
  ///
  /// @param expectedBytes 0 where that is not known
  static Future<ReceivedFile> create(Vertx vertx, Path path, long expectedBytes) {
    return vertx
        .executeBlocking(() -> requireRoom(path, expectedBytes), false)
        .compose(
            _ ->
                vertx
                    .fileSystem()
                    .open(
                        path.toString(),
                        new OpenOptions()
                            .setRead(false)
                            .setWrite(true)
                            .setCreateNew(true)
                            .setPerms("rw-------")))
        .map(file -> new ReceivedFile(vertx, path, file));
  }

  private static boolean requireRoom(Path path, long expectedBytes) throws IOException {
    long room = Files.getFileStore(path.toAbsolutePath().getParent()).getUsableSpace();
    if (room - SPARE_BYTES < expectedBytes) {
      throw noRoom();
    }
    return true;
  }

  Future<Void> write(Buffer chunk) {
    byte[] content = chunk.getBytes();
    digest.update(content);
    bytes += content.length;
    return file.write(chunk).recover(failure -> Future.failedFuture(unwritable(failure)));
  }

  long bytes() {
    return bytes;
  }

  /// Whether what was written waits for the disk.
  boolean isFull() {
    return file.writeQueueFull();
  }

  void onRoom(Runnable action) {
    file.drainHandler(_ -> action.run());
  }

  /// Of all that was written; once, after the last byte.
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /// Closes the file, all of it on disk.
  Future<Path> finish() {
    return file.flush()
        .compose(_ -> file.close())
        .map(path)
        .recover(failure -> Future.failedFuture(unwritable(failure)));
  }

  /// Closes the file and deletes it.
  Future<Void> discard() {
    if (discarded) {
      return Future.succeededFuture();
    }
    discarded = true;
    return file.close()
        .transform(_ -> vertx.fileSystem().delete(path.toString()))
        .onFailure(failure -> LOG.warn("{} was not deleted", path, failure));
  }

  private static RuntimeException unwritable(Throwable failure) {
    LOG.error("a body could not be written to disk", failure);
    return noRoom();
  }

  private static Problem noRoom() {
    return Problem.of(
        507,
        "NO_ROOM",
        "there is no room on the server's disk; make some, and send the file again");
  }

  private static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("this JDK lacks SHA-256", impossible);
    }
  }
}
