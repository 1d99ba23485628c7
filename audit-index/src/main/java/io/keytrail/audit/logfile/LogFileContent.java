package io.keytrail.audit.logfile;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What a file unpacks to.
///
/// @param sha256 of the unpacked bytes, in lower-case hex: the same for a file and its gzip
/// @param cutOff whether it ends in the middle of its gzip data; what comes before can be read
public record LogFileContent(long bytes, String sha256, boolean cutOff) {

  /// Unpacks the whole file, in constant memory. Costs a few nanoseconds a byte.
  ///
  /// @throws LogFileException if nothing of it is to be taken: empty, damaged, a bomb, no JSON
  public static LogFileContent of(Path file, LogFileLimits limits)
      throws IOException, LogFileException {
    MessageDigest digest = newDigest();
    var beginning = new Beginning();
    try (PlainBytes plain = PlainBytes.open(file, limits)) {
      while (plain.nextChunk(
          (bytes, from, length) -> {
            digest.update(bytes, from, length);
            beginning.look(bytes, from, length);
          })) {
        beginning.require();
      }
      if (plain.position() == 0) {
        throw new LogFileException(
            plain.isCutOff() ? "the file ends before its first byte" : "the file is empty");
      }
      return new LogFileContent(
          plain.position(), HexFormat.of().formatHex(digest.digest()), plain.isCutOff());
    }
  }

  /// The first byte that means something. Every form that is read begins with a bracket.
  private static final class Beginning {
    private static final int NONE = -1;
    private int first = NONE;

    void look(byte[] bytes, int from, int length) {
      for (int i = from; first == NONE && i < from + length; i++) {
        int c = bytes[i] & 0xff;
        boolean skipped = ValueScanner.isBlank(c) || ValueScanner.isByteOrderMark(c);
        first = skipped ? NONE : c;
      }
    }

    void require() throws LogFileException {
      if (first != NONE && first != '{' && first != '[') {
        throw new LogFileException(
            "this is no CloudTrail log file: it begins with %s where JSON begins with `{` or `[`"
                .formatted(ValueScanner.shown(first)));
      }
    }
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("this JDK lacks SHA-256", impossible);
    }
  }
}
