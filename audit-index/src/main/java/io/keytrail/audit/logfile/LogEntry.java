package io.keytrail.audit.logfile;

/// What stands at one place of a log file.
///
/// Places are counted from 1, found and broken ones alike. A position is that of the first byte in
/// the unpacked file, counted from 0.
public sealed interface LogEntry {
  long number();

  long position();

  /// A record, by its brackets; whether it reads inside is for the JSON reader to say.
  ///
  /// @param json its bytes as the file has them; nobody else has them
  record Found(long number, long position, byte[] json) implements LogEntry {}

  /// Something that is no record.
  ///
  /// @param reason for people: one sentence, lower-case, no period
  /// @param last whether nothing behind it can be read
  record Broken(long number, long position, String reason, boolean last) implements LogEntry {}
}
