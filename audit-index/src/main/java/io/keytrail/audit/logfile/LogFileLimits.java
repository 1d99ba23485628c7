package io.keytrail.audit.logfile;

/// What one file may cost.
///
/// @param maxBytes unpacked
/// @param maxRatio of unpacked to packed size, once it unpacked to over `freeBytes`: more is a
///     bomb. (Real log files: about 10 to 20; deflate's end is near 1,030)
/// @param freeBytes to which any file may unpack
/// @param maxRecordBytes of one record (AWS: at most 256 KiB)
/// @param maxRecords in one file, broken ones included
public record LogFileLimits(
    long maxBytes, int maxRatio, long freeBytes, int maxRecordBytes, long maxRecords) {
  public static final LogFileLimits DEFAULT =
      new LogFileLimits(8L << 30, 250, 16 << 20, 1 << 20, 10_000_000);

  public LogFileLimits {
    if (maxBytes < 1 || maxRatio < 1 || freeBytes < 1 || maxRecordBytes < 2 || maxRecords < 1) {
      throw new IllegalArgumentException("limits out of range");
    }
  }
}
