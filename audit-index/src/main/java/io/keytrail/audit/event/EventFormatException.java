package io.keytrail.audit.event;

/// Bytes of the event log that cannot be read: damaged, cut off, or written by a newer version.
public final class EventFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  EventFormatException(String message) {
    super(message);
  }

  EventFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
