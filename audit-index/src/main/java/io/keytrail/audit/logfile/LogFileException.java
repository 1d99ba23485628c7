package io.keytrail.audit.logfile;

/// A file of which nothing is to be taken. The message says why, for people: one sentence,
/// lower-case, no period.
public final class LogFileException extends Exception {
  private static final long serialVersionUID = 1L;

  LogFileException(String message) {
    super(message, null, false, false);
  }
}
