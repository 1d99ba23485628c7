package io.keytrail.audit.logfile;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// The unpacked bytes of a file, counted and bounded. Whatever it calls itself, gzip is what begins
/// like gzip. Confined to one thread.
final class PlainBytes implements AutoCloseable {
  static final int END = -1;
  private static final int BUFFER = 1 << 16;
  private static final int GZIP_1 = 0x1f;
  private static final int GZIP_2 = 0x8b;

  private final InputStream plain;
  private final LogFileLimits limits;
  private final long packedBytes;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int filled;
  private long count;
  private boolean cutOff;

  private PlainBytes(InputStream plain, LogFileLimits limits, long packedBytes) {
    this.plain = plain;
    this.limits = limits;
    this.packedBytes = packedBytes;
  }

  static PlainBytes open(Path file, LogFileLimits limits) throws IOException, LogFileException {
    long size = Files.size(file);
    InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      return new PlainBytes(unpacked(in), limits, size);
    } catch (EOFException | ZipException broken) {
      in.close();
      throw new LogFileException("the file begins like gzip but is none");
    } catch (IOException | RuntimeException failed) {
      in.close();
      throw failed;
    }
  }

  private static InputStream unpacked(InputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == GZIP_1 && in.read() == GZIP_2;
    in.reset();
    return gzip ? new GZIPInputStream(in, BUFFER) : in;
  }

  /// The next byte; [#END] after the last.
  int next() throws IOException, LogFileException {
    if (at == filled && !fill()) {
      return END;
    }
    return buffer[at++] & 0xff;
  }

  /// The bytes that are at hand, at least one; what was given before is not given again. False at
  /// the end.
  boolean nextChunk(ChunkConsumer consumer) throws IOException, LogFileException {
    if (at == filled && !fill()) {
      return false;
    }
    consumer.accept(buffer, at, filled - at);
    at = filled;
    return true;
  }

  /// Takes bytes; must not keep the array.
  interface ChunkConsumer {
    void accept(byte[] bytes, int from, int length);
  }

  /// How many bytes were given.
  long position() {
    return count - filled + at;
  }

  /// Whether the end came in the middle of the packed data.
  boolean isCutOff() {
    return cutOff;
  }

  private boolean fill() throws IOException, LogFileException {
    at = 0;
    filled = 0;
    int got;
    try {
      got = cutOff ? END : plain.read(buffer);
    } catch (EOFException cut) {
      cutOff = true;
      return false;
    } catch (ZipException damaged) {
      throw new LogFileException(
          "the file's gzip data is damaged after byte %d of what it unpacks to".formatted(count));
    }
    if (got <= 0) {
      return false;
    }
    filled = got;
    count += got;
    requireWithinLimits();
    return true;
  }

  private void requireWithinLimits() throws LogFileException {
    if (count > limits.maxBytes()) {
      throw new LogFileException(
          "the file unpacks to over %d bytes, which is the limit; split it"
              .formatted(limits.maxBytes()));
    }
    if (count > limits.freeBytes() && count / limits.maxRatio() > packedBytes) {
      throw new LogFileException(
          "the file unpacks to over %d times its size, as no log file does"
              .formatted(limits.maxRatio()));
    }
  }

  @Override
  public void close() throws IOException {
    plain.close();
  }
}
